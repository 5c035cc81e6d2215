-- A parameter named _ENV gives a function its environment. Manual 2.2.
local function f(_ENV) return a, b end
print(f { a = 1, b = 2 })  --> 1	2
