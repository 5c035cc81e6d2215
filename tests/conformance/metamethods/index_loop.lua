-- A cycle of __index tables is an error and not a hang. Manual 2.4.
local t = {}
setmetatable(t, { __index = t })
print(t.x)  --! '__index' chain too long; possible loop
local a, b = {}, {}
setmetatable(a, { __index = b })
setmetatable(b, { __index = a })
print(a.x)
