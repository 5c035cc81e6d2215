-- The arguments of sort are checked. Manual 6.6.
print(pcall(load("table.sort({ 2, 1 }, 5)", "=c")))
--> false	c:1: bad argument #2 to 'sort' (function expected, got number)
table.sort(nil)  --! bad argument #1 to 'sort' (table expected, got nil)
