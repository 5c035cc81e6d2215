-- A function returns any number of values. Manual 3.3.4.
local function split(n) return n // 10, n % 10 end
local a, b = split(42)
print(a, b, select("#", split(1)))  --> 4	2	2
