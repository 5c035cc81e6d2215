-- A cycle of __newindex tables is an error. Manual 2.4.
local t = {}
setmetatable(t, { __newindex = t })
t.x = 1  --! '__newindex' chain too long; possible loop
