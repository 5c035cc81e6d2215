-- Calls expand in a return list like in an argument list. Manual 3.4.12.
local function two() return 1, 2 end
local function f() return two(), two() end
local function g() return (two()) end
print(f())  --> 1	1	2
print(g())  --> 1
