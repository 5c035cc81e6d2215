-- Assigning to a parameter does not affect the caller's variable. Manual 3.4.11.
local function f(a, t) a = 10; t.x = 10; t = nil end
local a, t = 1, {}
f(a, t)
print(a, t.x)  --> 1	10
