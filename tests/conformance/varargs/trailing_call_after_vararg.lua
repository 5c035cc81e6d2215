-- Only the last expression of a list expands. Manual 3.4.12.
local function f(...) return ... end
print((f(1, 2)), f(3, 4), f(5, 6))  --> 1	3	5	6
print(#{ f(1, 2), f(3, 4) })        --> 3
