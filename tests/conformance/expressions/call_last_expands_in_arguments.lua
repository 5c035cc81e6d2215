-- A call in last place of an argument list adds all its results. Manual 3.4.12.
local function f() return 1, 2 end
print(f(), f())       --> 1	1	2
print(f(), 3, (f()))  --> 1	3	1
