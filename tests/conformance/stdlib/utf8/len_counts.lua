-- Counts the characters that start in a range. Manual 6.5.
print(utf8.len(""), utf8.len("aä€😀"), utf8.len(12.5))                  --> 0	4	4
print(utf8.len("aä€", 2), utf8.len("aä€", -3), utf8.len("aä€", 1, 2))  --> 2	1	2
print(utf8.len("abc", 4), utf8.len("abc", 3, 2))                       --> 0	0
