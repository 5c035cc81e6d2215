-- Where the n-th character starts, from either end. Manual 6.5.
local s = "aä€😀"
print(utf8.offset(s, 1), utf8.offset(s, 2), utf8.offset(s, 3), utf8.offset(s, 4), utf8.offset(s, 5))
--> 1	2	4	7	11
print(utf8.offset(s, 6), utf8.offset(s, -1), utf8.offset(s, -4), utf8.offset(s, -5))  --> nil	7	1	nil
print(utf8.offset(s, 2, 4), utf8.offset(s, -1, 4))                                    --> 7	2
