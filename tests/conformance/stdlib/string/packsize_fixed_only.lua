-- Only formats of a fixed size have a size. Manual 6.4.
print(string.packsize(""), string.packsize("i7"), string.packsize("<>= "))  --> 0	7	0
print(pcall(string.packsize, "s"))
--> false	bad argument #1 to 'string.packsize' (variable-length format)
print(pcall(string.packsize, "i4z"))
--> false	bad argument #1 to 'string.packsize' (variable-length format)
print(string.packsize("c2147483639"))  --> 2147483639
print(pcall(string.packsize, "c2147483639c2147483639"))
--> false	bad argument #1 to 'string.packsize' (format result too large)
