-- Constants as operands reach the metamethod unchanged. Manual 2.4.
local v = setmetatable({}, { __add = function(a, b) return math.type(a) or math.type(b) end })
print(v + 1, 1 + v, v + 1.0, 1.5 + v, v + 1000000, -1 + v)  --> integer	integer	float	float	integer	integer
