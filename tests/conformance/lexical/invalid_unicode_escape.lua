-- A code point escape needs braces and a value below 2^31. Manual 3.1.
print(select(2, load([[return "\u41"]], "=c")))          --> c:1: missing '{' near '"\u4'
print(select(2, load([[return "\u{}"]], "=c")))          --> c:1: hexadecimal digit expected near '"\u{}'
print(select(2, load([[return "\u{41"]], "=c")))         --> c:1: missing '}' near '"\u{41"'
print(select(2, load([[return "\u{80000000}"]], "=c")))  --> c:1: UTF-8 value too large near '"\u{80000000'
