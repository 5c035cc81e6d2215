-- Equality never calls __eq for the same object or other types. Manual 2.4.
local v = setmetatable({}, { __eq = function() error("called") end })
print(v == v, v == 1, v == "x", v == nil, 1 ~= v)  --> true	false	false	false	true
