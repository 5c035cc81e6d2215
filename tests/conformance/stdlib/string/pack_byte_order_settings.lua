-- The order of bytes holds until the next setting. Manual 6.4.2.
print(string.unpack("<i2 >i2 <i2", "\1\0\0\1\1\0"))  --> 1	1	1	7
print(string.unpack("=i2", string.pack("i2", 258)))  --> 258	3
