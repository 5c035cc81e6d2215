-- An operator uses the first extra argument. Manual 3.4.12.
local function f(...) return ... + 1, ... == nil, not ... end
print(f(5, 6))  --> 6	false	false
