-- A call in last place fills the remaining variables. Manual 3.3.3.
local function f() return 1, 2, 3 end
local a, b, c, d = 0, f()
print(a, b, c, d)  --> 0	1	2	3
a, b, c = f(), 10
print(a, b, c)     --> 1	10	nil
