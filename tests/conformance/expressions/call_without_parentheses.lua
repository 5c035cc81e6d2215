-- A call with one string or table needs no parentheses. Manual 3.4.10.
local function id(x) return x end
print(id "s", id [[long]], id { 1, 2 } [2], #id { 1, 2, 3 })  --> s	long	2	3
