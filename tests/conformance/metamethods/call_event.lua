-- Calling a table calls __call with the table as first argument. Manual 2.4.
local t = setmetatable({}, { __call = function(self, ...) return type(self), ... end })
print(t(1, 2))  --> table	1	2
print(t())      --> table
print((t(1)))   --> table
