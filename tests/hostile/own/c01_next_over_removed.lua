-- attack: cpu; 'next' passes over all the removed entries of a large table, in one call
-- expect: limit:cpu
local t = {}
for i = 1, 100000 do t[i + 0.5] = true end
for k in pairs(t) do t[k] = nil end
while true do next(t) end
