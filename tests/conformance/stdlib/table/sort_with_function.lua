-- The function sort takes an order function. Manual 6.6.
local t = { 3, 1, 2 }
table.sort(t, function(a, b) return a > b end)
print(table.concat(t, " "))      --> 3 2 1
local words = { "ccc", "a", "bb" }
table.sort(words, function(a, b) return #a < #b end)
print(table.concat(words, " "))  --> a bb ccc
