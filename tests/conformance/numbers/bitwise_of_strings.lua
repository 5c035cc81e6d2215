-- Bitwise operators do not convert strings, even those that look like integers. Manual 3.4.3.
local s = "10"
print(pcall(load("return 1 | '3'", "=c")))
--> false	c:1: attempt to perform bitwise operation on a string value (constant '3')
print(pcall(load("return ~'0'", "=c")))
--> false	c:1: attempt to perform bitwise operation on a string value (constant '0')
print(s & 1)  --! attempt to perform bitwise operation on a string value (local 's')
