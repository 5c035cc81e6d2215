-- The function move copies to another table and returns it. Manual 6.6.
local a, b = { 1, 2, 3 }, { "x" }
print(table.move(a, 1, 3, 2, b) == b, table.concat(b, " "), #a)  --> true	x 1 2 3	3
