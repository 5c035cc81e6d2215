-- Missing arguments are nil, and extra ones are dropped. Manual 3.4.11.
local function f(a, b) return a, b end
print(f(3))        --> 3	nil
print(f(3, 4))     --> 3	4
print(f(3, 4, 5))  --> 3	4
