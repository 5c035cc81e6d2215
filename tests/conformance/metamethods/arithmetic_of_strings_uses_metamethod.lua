-- Arithmetic of a string and a table calls the table's metamethod. Manual 2.4.
local v = setmetatable({}, { __add = function(a, b) return "called" end })
print("10" + v, v + "10", "abc" + v)  --> called	called	called
