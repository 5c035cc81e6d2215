-- The function sort orders numbers or strings. Manual 6.6.
local t = { 5, 2, 8, 1.5, -3 }
table.sort(t)
print(table.concat(t, " "))  --> -3 1.5 2 5 8
local s = { "pear", "Apple", "fig", "apple" }
table.sort(s)
print(table.concat(s, " "))  --> Apple apple fig pear
