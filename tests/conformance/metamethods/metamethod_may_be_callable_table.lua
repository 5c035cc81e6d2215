-- Arithmetic metamethods may be any callable value. Manual 2.4.
local callable = setmetatable({}, { __call = function(self, a, b) return type(a) .. " and " .. b end })
local t = setmetatable({}, { __add = callable, __concat = callable })
print(t + 1, t .. "x")  --> table and 1	table and x
