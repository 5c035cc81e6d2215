-- The function concat takes a range. Manual 6.6.
local t = { "a", "b", "c", "d" }
print(table.concat(t, "-", 2), table.concat(t, "-", 2, 3))  --> b-c-d	b-c
print(table.concat(t, "-", 3, 3), table.concat(t, "-", 4, 3) == "")  --> c	true
print(table.concat({ [0] = "z", "y" }, "+", 0, 1))          --> z+y
