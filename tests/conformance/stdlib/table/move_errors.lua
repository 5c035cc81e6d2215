-- The function move rejects ranges that are too large. Manual 6.6.
print(pcall(load("table.move({}, -1, math.maxinteger, 2)", "=c")))
--> false	c:1: bad argument #3 to 'move' (too many elements to move)
print(pcall(load("table.move({}, 1, math.maxinteger, 2)", "=c")))
--> false	c:1: bad argument #4 to 'move' (destination wrap around)
table.move({}, 1, 2)  --! bad argument #4 to 'move' (number expected, got no value)
