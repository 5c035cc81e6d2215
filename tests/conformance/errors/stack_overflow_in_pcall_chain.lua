-- Endless recursion through pcall ends in one of the calls. Manual 2.3.
local function f() return pcall(f) end
print((f()))  --> true
