-- The limit of a loop must be a number. Manual 3.3.5.
print(pcall(load("for i = 1.5, {} do end", "=c")))
--> false	c:1: bad 'for' limit (number expected, got table)
for i = 1, nil do end  --! bad 'for' limit (number expected, got nil)
