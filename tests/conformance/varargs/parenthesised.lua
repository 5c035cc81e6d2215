-- Parentheses around the vararg expression keep one value. Manual 3.4.
local function f(...) return (...) end
print(f(1, 2), (f()))  --> 1	nil
