-- A string under __name replaces the type name. Manual 6.1.
local t = setmetatable({}, { __name = "Point" })
print((tostring(t):gsub(":.*", "")), type(t))  --> Point	table
print(pcall(load("local t = ... return t + 1", "=c"), t))
--> false	c:1: attempt to perform arithmetic on a Point value (local 't')
print(pcall(load("local t = ... return #t < t", "=c"), t))
--> false	c:1: attempt to compare number with Point
