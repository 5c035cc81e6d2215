-- The function tostring, and so print, uses __tostring. Manual 6.1.
local t = setmetatable({}, { __tostring = function() return "my table" end })
print(t, tostring(t), #tostring(t))  --> my table	my table	8
