-- A comparison that swaps its operands names them as it evaluates them. Manual 2.3.
local n
print(pcall(load("local n; return n < 1", "=c")))   --> false	c:1: attempt to compare nil with number
print(pcall(load("local n; return n > 1", "=c")))   --> false	c:1: attempt to compare number with nil
print(pcall(load("local n; return n <= 1", "=c")))  --> false	c:1: attempt to compare nil with number
print(pcall(load("local n; return n >= 1", "=c")))  --> false	c:1: attempt to compare number with nil
