-- A tail call to pcall returns its results. Manual 3.4.10.
local function f(...) return pcall(...) end
print(f(error, "message", 0))                 --> false	message
print(f(function(...) return ... end, 1, 2))  --> true	1	2
