-- The functions for raw access take tables only. Manual 6.1.
print(pcall(load("rawget('s', 1)", "=c")))
--> false	c:1: bad argument #1 to 'rawget' (table expected, got string)
rawset(1, 2, 3)  --! bad argument #1 to 'rawset' (table expected, got number)
