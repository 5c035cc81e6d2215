-- Narrow integers are extended by their sign only if signed. Manual 6.4.2.
print(string.unpack("<i1I1i3I3", "\xff\xff\xfe\xff\xff\xfe\xff\xff"))  --> -1	255	-2	16777214	9
print(string.unpack(">i2I2", "\x80\x00\x80\x00"))                      --> -32768	32768	5
print(string.unpack("<J", "\xff\xff\xff\xff\xff\xff\xff\xff"))         --> -1	9
