-- Operations without a metamethod fail as on plain tables. Manual 2.4.
local t = setmetatable({}, {})
print(pcall(load("local t = ... return t + 1", "=c"), t))
--> false	c:1: attempt to perform arithmetic on a table value (local 't')
print(pcall(load("local t = ... return t < t", "=c"), t))
--> false	c:1: attempt to compare two table values
print(pcall(load("local t = ... return t()", "=c"), t))
--> false	c:1: attempt to call a table value (local 't')
