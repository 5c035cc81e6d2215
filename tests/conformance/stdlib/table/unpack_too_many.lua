-- A range that does not fit on the stack is an error. Manual 6.6.
print(pcall(load("table.unpack({}, 1, 1e8)", "=c")))  --> false	c:1: too many results to unpack
table.unpack({}, math.mininteger, math.maxinteger)    --! too many results to unpack
