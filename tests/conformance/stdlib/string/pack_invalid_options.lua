-- Unknown options and sizes out of range are errors. Manual 6.4.2.
print(pcall(string.pack, "y", 1))      --> false	invalid format option 'y'
print(pcall(string.pack, "i17", 1))    --> false	integral size (17) out of limits [1,16]
print(pcall(string.unpack, "I0", ""))  --> false	integral size (0) out of limits [1,16]
print(pcall(string.packsize, "c"))     --> false	missing size for format option 'c'
string.pack("i1 ?", 1)  --! invalid format option '?'
