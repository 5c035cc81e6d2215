-- Unpacking starts at any position and returns the one behind what it read. Manual 6.4.
print(string.unpack("b", "abc"))      --> 97	2
print(string.unpack("b", "abc", 3))   --> 99	4
print(string.unpack("b", "abc", -2))  --> 98	3
print(string.unpack("", "abc", 4))    --> 4
print(pcall(string.unpack, "", "abc", 5))
--> false	bad argument #3 to 'string.unpack' (initial position out of string)
print(string.unpack("b", "abc", -10))  --> 97	2
