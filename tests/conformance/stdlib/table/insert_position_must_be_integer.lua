-- The position must be an integer. Manual 6.6.
print(pcall(load("table.insert({}, 1.5, 'x')", "=c")))
--> false	c:1: bad argument #2 to 'insert' (number has no integer representation)
table.insert({}, "x", 1)  --! bad argument #2 to 'insert' (number expected, got string)
