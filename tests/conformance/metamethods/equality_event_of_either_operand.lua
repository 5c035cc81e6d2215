-- One operand with __eq is enough. Manual 2.4.
local v = setmetatable({}, { __eq = function() return true end })
print(v == {}, {} == v, {} == {}, rawequal(v, {}))  --> true	true	false	false
