-- An integer wider than eight bytes must have the value of a Lua integer. Manual 6.4.2.
local minus_one = ("\xff"):rep(16)
print(string.unpack("<i16", minus_one))         --> -1	17
print(pcall(string.unpack, "<I16", minus_one))  --> false	16-byte integer does not fit into Lua Integer
print(pcall(string.unpack, "<i9", "\0\0\0\0\0\0\0\x80\0"))
--> false	9-byte integer does not fit into Lua Integer
print(string.unpack("<I9", "\xff\xff\xff\xff\xff\xff\xff\xff\0"))  --> -1	10
