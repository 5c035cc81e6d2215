-- A metatable must be a table or nil, and only tables get one. Manual 6.1.
print(pcall(load("setmetatable({})", "=c")))
--> false	c:1: bad argument #2 to 'setmetatable' (nil or table expected, got no value)
print(pcall(load("setmetatable({}, 5)", "=c")))
--> false	c:1: bad argument #2 to 'setmetatable' (nil or table expected, got number)
setmetatable("x", {})  --! bad argument #1 to 'setmetatable' (table expected, got string)
