-- The first invalid byte is told instead of a length. Manual 6.5.
print(utf8.len("abc\xff"))           --> nil	4
print(utf8.len("ä", 2))              --> nil	2
print(utf8.len("a\xC0\x80"))         --> nil	2
print(utf8.len("\xF4\x90\x80\x80"))  --> nil	1
print(utf8.len("\xE2\x82"))          --> nil	1
