-- The function pairs returns next, the table and nil. Manual 6.1.
local t = {}
local f, s, c = pairs(t)
print(f == next, s == t, c, select("#", pairs(t)))  --> true	true	nil	3
