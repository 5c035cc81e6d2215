-- A value that does not fit its option is an error. Manual 6.4.2.
print(pcall(string.pack, "i1", 128))  --> false	bad argument #2 to 'string.pack' (integer overflow)
print(pcall(string.pack, "b", -129))  --> false	bad argument #2 to 'string.pack' (integer overflow)
print(pcall(string.pack, "I2", 65536))  --> false	bad argument #2 to 'string.pack' (unsigned overflow)
print(pcall(string.pack, "B", -1))  --> false	bad argument #2 to 'string.pack' (unsigned overflow)
print(#string.pack("i1i1", 127, -128), #string.pack("I1", 255))  --> 2	1
print(#string.pack("i8I8", math.mininteger, -1))                 --> 16
