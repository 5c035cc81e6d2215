-- Endless recursion through a metamethod is caught too. Manual 2.3.
local t = setmetatable({}, { __index = function(t, k) return t[k .. "x"] end })
local ok, message = pcall(function() return t.a end)
print(ok, message:find("overflow", 1, true) ~= nil)  --> false	true
