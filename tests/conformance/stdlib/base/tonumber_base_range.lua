-- The base lies between 2 and 36. Manual 6.1.
print(pcall(load("tonumber('1', 37)", "=c")))
--> false	c:1: bad argument #2 to 'tonumber' (base out of range)
tonumber("1", 1)  --! bad argument #2 to 'tonumber' (base out of range)
