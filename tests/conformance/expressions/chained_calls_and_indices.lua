-- Calls, methods and indices chain. Manual 3.4.10.
local t = { f = function(self, n) return { n, self } end }
print(t:f(5)[1], t:f(6)[2]:f(7)[1])  --> 5	7
