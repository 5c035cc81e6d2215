-- Extra arguments come after the named parameters. Manual 3.4.11.
local function f(a, b, ...) return a, b, ... end
print(f(1))                --> 1	nil
print(f(1, 2, 3, 4))       --> 1	2	3	4
print((select("#", f())))  --> 2
