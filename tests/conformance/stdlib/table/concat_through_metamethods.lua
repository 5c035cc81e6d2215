-- The function concat reads through __index and __len. Manual 6.6.
local t = setmetatable({}, { __len = function() return 3 end, __index = function(_, i) return "v" .. i end })
print(table.concat(t, " "))  --> v1 v2 v3
