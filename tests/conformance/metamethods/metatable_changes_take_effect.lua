-- A metamethod set later is used from then on. Manual 2.4.
local mt = {}
local t = setmetatable({}, mt)
print(t.x)  --> nil
mt.__index = { x = 1 }
print(t.x)  --> 1
mt.__index = nil
print(t.x)  --> nil
