-- The arguments of concat are checked. Manual 6.6.
print(pcall(load("table.concat({}, {})", "=c")))
--> false	c:1: bad argument #2 to 'concat' (string expected, got table)
print(pcall(load("table.concat({}, '', 'x')", "=c")))
--> false	c:1: bad argument #3 to 'concat' (number expected, got string)
table.concat("x")  --! bad argument #1 to 'concat' (table expected, got string)
