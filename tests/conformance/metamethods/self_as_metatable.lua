-- A table may be its own metatable. Manual 2.4.
local t = { __index = function(_, k) return "no " .. k end }
setmetatable(t, t)
print(t.x, t.__index ~= nil)  --> no x	true
