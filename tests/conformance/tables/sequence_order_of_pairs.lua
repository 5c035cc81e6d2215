-- The elements of a plain list come in order. Manual 6.1.
local seen = {}
for i in pairs { "a", "b", "c", "d" } do seen[#seen + 1] = i end
print(table.concat(seen, " "))  --> 1 2 3 4
