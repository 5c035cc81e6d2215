-- A __call that is not callable is an error. Manual 2.4.
local t = setmetatable({}, { __call = 5 })
print(pcall(t))  --> false	attempt to call a number value
