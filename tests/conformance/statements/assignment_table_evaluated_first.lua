-- A table on the left is evaluated before its variable is assigned. Manual 3.3.3.
local a = { n = 1 }
local b = a
a, a.n = nil, 2
print(a, b.n)  --> nil	2
