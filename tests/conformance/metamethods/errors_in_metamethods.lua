-- An error in a metamethod ends the operation that called it. Manual 2.4.
local t = setmetatable({}, { __index = function(_, k) error("no field " .. k, 2) end })
print(pcall(load("return (...).x", "=c"), t))  --> false	c:1: no field x
print(t.y)                                     --! no field y
