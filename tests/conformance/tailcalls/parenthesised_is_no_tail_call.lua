-- A call in parentheses is cut to one value and so is no tail call. Manual 3.4.10.
local function two() return 1, 2 end
local function f() return (two()) end
local function g() return two() end
print(f())  --> 1
print(g())  --> 1	2
