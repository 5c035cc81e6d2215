-- Options are aligned to their size, limited by the last `!`. Manual 6.4.2.
print(string.packsize("b i4"), string.packsize("!b i4"), string.packsize("!2b i4"))  --> 5	8	6
print(string.packsize("!b i8 b"), string.packsize("!4b i8"), string.packsize("!8 b h i i8"))
--> 17	12	16
print((string.pack(">!4 b i4", 1, 2):gsub("%c", "."):gsub("%z", "_")))  --> ........
print(string.unpack("<!4 b i4", "\1xxx\2\0\0\0"))                       --> 1	2	9
print(string.packsize("!8 b c3 i2"), string.packsize("!8 b c1 i2"))     --> 6	4
