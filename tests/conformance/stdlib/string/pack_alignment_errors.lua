-- An alignment must be a power of two. Manual 6.4.2.
print(pcall(string.pack, "!4 i3", 1))
--> false	bad argument #1 to 'string.pack' (format asks for alignment not power of 2)
print(pcall(string.packsize, "!3 i4"))
--> false	bad argument #1 to 'string.packsize' (format asks for alignment not power of 2)
print(pcall(string.pack, "!17"))  --> false	integral size (17) out of limits [1,16]
print(pcall(string.pack, "!0"))  --> false	integral size (0) out of limits [1,16]
print(string.packsize("!16 i8"), string.packsize("!2 b c3 i2"))  --> 8	6
