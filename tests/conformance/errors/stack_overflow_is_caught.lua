-- Endless recursion ends in an error that can be caught. Manual 2.3.
local function f() return 1 + f() end
local ok, message = pcall(f)
print(ok, message:find("stack overflow", 1, true) ~= nil)  --> false	true
