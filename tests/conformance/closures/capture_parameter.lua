-- Parameters can be captured and assigned. Manual 3.5.
local function acc(total) return function(n) total = total + n; return total end end
local f, g = acc(10), acc(100)
print(f(1), f(2), g(5))  --> 11	13	105
