-- A string must fit its option. Manual 6.4.2.
print(pcall(string.pack, "c2", "abc"))
--> false	bad argument #2 to 'string.pack' (string longer than given size)
print(pcall(string.pack, "z", "a\0b"))
--> false	bad argument #2 to 'string.pack' (string contains zeros)
print(pcall(string.pack, "s1", ("x"):rep(256)))
--> false	bad argument #2 to 'string.pack' (string length does not fit in given size)
print(pcall(string.pack, "s", {}))
--> false	bad argument #2 to 'string.pack' (string expected, got table)
print(#string.pack("s1", ("x"):rep(255)))  --> 256
