-- A program goes on normally after a stack overflow. Manual 2.3.
local function f(n) return 1 + f(n + 1) end
for _ = 1, 3 do pcall(f, 1) end
local function g(n) if n == 0 then return 0 end return 1 + g(n - 1) end
print(g(5000))  --> 5000
