-- Functions build functions. Manual 3.4.11.
local function compose(f, g) return function(...) return f(g(...)) end end
local inc = function(x) return x + 1 end
local double = function(x) return x * 2 end
print(compose(inc, double)(5), compose(double, inc)(5))  --> 11	12
