-- The function remove takes the last element by default. Manual 6.6.
local t = { "a", "b" }
print(table.remove(t), #t)  --> b	1
print(table.remove(t), #t)  --> a	0
print(table.remove(t), #t)  --> nil	0
