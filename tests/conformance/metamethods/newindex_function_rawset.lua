-- A __newindex function may store with rawset. Manual 2.4.
local t = setmetatable({}, { __newindex = function(self, k, v) rawset(self, k, v * 2) end })
t.x = 5
t.x = t.x + 1
print(t.x)  --> 11
