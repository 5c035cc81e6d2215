-- The function remove shifts down the elements after its position. Manual 6.6.
local t = { "a", "b", "c" }
print(table.remove(t, 1), table.concat(t, " "))  --> a	b c
print(table.remove(t, 2), table.concat(t, " "))  --> c	b
print(table.remove(t, 2), #t)                    --> nil	1
