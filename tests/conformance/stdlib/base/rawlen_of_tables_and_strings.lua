-- The function rawlen ignores __len. Manual 6.1.
print(rawlen({ 1, 2 }), rawlen("abc"), rawlen(setmetatable({}, { __len = function() return 9 end })))
--> 2	3	0
print(pcall(load("rawlen(5)", "=c")))
--> false	c:1: bad argument #1 to 'rawlen' (table or string expected, got number)
