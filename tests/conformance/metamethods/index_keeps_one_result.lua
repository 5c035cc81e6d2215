-- The result of __index is adjusted to one value. Manual 2.4.
local t = setmetatable({}, { __index = function() return 1, 2 end })
local e = setmetatable({}, { __index = function() end })
print(t.x, (select("#", t.x)), e.x)  --> 1	1	nil
