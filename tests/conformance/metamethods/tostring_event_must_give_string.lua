-- A __tostring that gives no string is an error. Manual 6.1.
local t = setmetatable({}, { __tostring = function() return {} end })
print(pcall(tostring, t))  --> false	'__tostring' must return a string
