-- `x` is a byte of padding, which unpacking skips. Manual 6.4.2.
print((string.pack("b x b xx", 65, 66):gsub("%z", ".")))  --> A.B..
print(string.unpack("bxb", "A?B"))                        --> 65	66	4
print(string.packsize("xxx"))                             --> 3
