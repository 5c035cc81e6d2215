-- The initial value of a loop must be a number. Manual 3.3.5.
print(pcall(load("for i = {}, 2 do end", "=c")))
--> false	c:1: bad 'for' initial value (number expected, got table)
for i = nil, 2 do end  --! bad 'for' initial value (number expected, got nil)
