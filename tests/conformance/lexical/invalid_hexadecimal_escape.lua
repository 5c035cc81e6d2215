-- A hexadecimal escape needs two digits. Manual 3.1.
print(select(2, load([[return "\x4"]], "=c")))   --> c:1: hexadecimal digit expected near '"\x4"'
print(select(2, load([[return "\xg0"]], "=c")))  --> c:1: hexadecimal digit expected near '"\xg'
