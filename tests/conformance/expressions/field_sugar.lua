-- A dotted name is an index by a string. Manual 3.2.
local t = {}
t.x = 1
print(t["x"], t.x, t["y"], t.y)  --> 1	1	nil	nil
