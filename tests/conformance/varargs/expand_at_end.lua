-- The vararg expression expands in last place. Manual 3.4.11.
local function f(...) return ... end
print(f(1, 2, 3))    --> 1	2	3
print(f(), f(1, 2))  --> nil	1	2
