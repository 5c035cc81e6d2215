-- Endless recursion through tostring is caught too. Manual 2.3.
local t = setmetatable({}, { __tostring = function(t) return tostring(t) end })
local ok, message = pcall(tostring, t)
print(ok, message:find("overflow", 1, true) ~= nil)  --> false	true
