-- The result of an order metamethod becomes a boolean. Manual 2.4.
local v = setmetatable({}, { __lt = function() return "yes" end, __le = function() return nil end })
print(v < v, v <= v, not (v < v))  --> true	false	false
