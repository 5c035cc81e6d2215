-- The position must lie within the list or right after it. Manual 6.6.
local t = { 1, 2 }
print(pcall(load("table.insert({ 1, 2 }, 0, 'x')", "=c")))
--> false	c:1: bad argument #2 to 'insert' (position out of bounds)
table.insert(t, 4, "x")  --! bad argument #2 to 'insert' (position out of bounds)
