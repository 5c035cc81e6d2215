-- A call as last argument spreads its results over the parameters. Manual 3.4.11.
local function f(a, b, c) return a, b, c end
local function r() return 1, 2, 3 end
print(f(r(), 10))  --> 1	10	nil
print(f(10, r()))  --> 10	1	2
print(f((r())))    --> 1	nil	nil
