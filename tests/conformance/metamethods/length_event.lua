-- The length operator calls __len of a table. Manual 2.4.
local t = setmetatable({ 1, 2, 3 }, { __len = function(self) return rawlen(self) * 10 end })
print(#t, rawlen(t))  --> 30	3
local odd = setmetatable({}, { __len = function() return "any value", 2 end })
print(#odd)           --> any value
