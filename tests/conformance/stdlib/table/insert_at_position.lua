-- The function insert shifts up the elements from its position on. Manual 6.6.
local t = { "a", "c" }
table.insert(t, 2, "b")
table.insert(t, 1, "start")
table.insert(t, #t + 1, "end")
print(table.concat(t, " "))  --> start a b c end
