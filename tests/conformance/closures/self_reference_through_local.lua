-- A local function refers to the variable, not to the first function. Manual 3.4.11.
local function f(n) return n == 0 and "first" or f(n - 1) end
local g = f
f = function() return "second" end
print(g(0), g(1))  --> first	second
