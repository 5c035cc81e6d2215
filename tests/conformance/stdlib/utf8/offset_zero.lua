-- With 0, where the character that holds a byte starts. Manual 6.5.
local s = "aä€"
print(utf8.offset(s, 0, 1), utf8.offset(s, 0, 2), utf8.offset(s, 0, 3), utf8.offset(s, 0, 6))
--> 1	2	2	4
print(utf8.offset(s, 0, 7), utf8.offset(s, 0), utf8.offset(s, 0, -1))  --> 7	1	4
