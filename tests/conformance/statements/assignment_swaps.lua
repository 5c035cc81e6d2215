-- All expressions of an assignment are evaluated before it assigns. Manual 3.3.3.
local x, y = 1, 2
x, y = y, x
local t = { "a", "b", "c" }
t[1], t[2], t[3] = t[3], t[1], t[2]
print(x, y, t[1], t[2], t[3])  --> 2	1	c	a	b
