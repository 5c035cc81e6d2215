-- Assignment of a table copies the reference. Manual 2.1.
local a = { n = 1 }
local b = a
b.n = 2
print(a.n, a == b)  --> 2	true
