-- Endless recursion through library functions is caught too. Manual 2.3.
local function f(s) return (s:gsub(".", f)) end
local ok, message = pcall(f, "x")
print(ok, message:find("overflow", 1, true) ~= nil)  --> false	true
