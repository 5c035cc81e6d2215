-- A present key never reaches __index, even when its value is false. Manual 2.4.
local t = setmetatable({ f = false }, { __index = function() return "called" end })
print(t.f, t.g)  --> false	called
t.f = nil
print(t.f)       --> called
