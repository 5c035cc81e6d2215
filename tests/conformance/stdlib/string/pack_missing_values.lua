-- Every option that packs something needs a value. Manual 6.4.2.
print(pcall(string.pack, "i4i4", 1))
--> false	bad argument #3 to 'string.pack' (number expected, got nil)
print(pcall(string.pack, "d", "x"))
--> false	bad argument #2 to 'string.pack' (number expected, got string)
print(pcall(string.pack, "i4", 1.5))
--> false	bad argument #2 to 'string.pack' (number has no integer representation)
print(pcall(string.pack))  --> false	bad argument #1 to 'string.pack' (string expected, got no value)
print(#string.pack("i1", 1, 2, 3))  --> 1
