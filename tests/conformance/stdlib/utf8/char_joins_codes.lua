-- Codes become characters of one to six bytes. Manual 6.5.
print(utf8.char(72, 228, 8364, 128512), #utf8.char(72, 228, 8364, 128512))  --> Hä€😀	10
print(#utf8.char(0x1FFFFF), #utf8.char(0x200000), #utf8.char(0x4000000), #utf8.char(0x7FFFFFFF))
--> 4	5	6	6
print(utf8.char() == "", utf8.char("65", 66.0))  --> true	AB
