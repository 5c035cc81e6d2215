-- The result of a binary metamethod is adjusted to one value. Manual 2.4.
local v = setmetatable({}, { __add = function() return 1, 2 end, __mul = function() end })
print(v + v, select("#", v + v), v * v)  --> 1	1	nil
