-- A logical operator keeps one value of a call. Manual 3.4.5.
local function f() return 1, 2 end
print(f() or 0)           --> 1
print((true and f()), 3)  --> 1	3
