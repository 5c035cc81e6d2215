-- Parentheses around a call or vararg keep one value. Manual 3.4.
local function f(...) return ... end
print((f(1, 2)), (f()))  --> 1	nil
print(f(1, 2))           --> 1	2
