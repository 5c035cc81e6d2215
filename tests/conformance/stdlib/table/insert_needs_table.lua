-- The function insert takes tables only. Manual 6.6.
print(pcall(load("table.insert('s', 1)", "=c")))
--> false	c:1: bad argument #1 to 'insert' (table expected, got string)
table.insert(nil, 1)  --! bad argument #1 to 'insert' (table expected, got nil)
