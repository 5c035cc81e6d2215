-- The function sub needs a start. Manual 6.4.
print(pcall(load("('x'):sub()", "=c")))
--> false	c:1: bad argument #1 to 'sub' (number expected, got no value)
string.sub()  --! bad argument #1 to 'sub' (string expected, got no value)
