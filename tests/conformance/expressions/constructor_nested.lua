-- Constructors nest. Manual 3.4.9.
local t = { { 1, 2 }, { x = { y = "deep" } } }
print(t[1][2], t[2].x.y)  --> 2	deep
