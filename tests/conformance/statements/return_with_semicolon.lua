-- Return may be followed by one semicolon. Manual 3.3.4.
local function f() return 1, 2; end
local function g() return; end
print(f())                    --> 1	2
print(g(), select("#", g()))  --> nil	0
