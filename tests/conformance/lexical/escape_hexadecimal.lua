-- A hexadecimal escape takes exactly two digits of either case. Manual 3.1.
print("\x41\x6a\x6A1")           --> Ajj1
print(("\xff\x00"):byte(1, -1))  --> 255	0
