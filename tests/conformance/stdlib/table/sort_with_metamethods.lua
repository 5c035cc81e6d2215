-- The default order uses __lt. Manual 6.6.
local mt = { __lt = function(a, b) return a.n < b.n end }
local t = {}
for i, n in ipairs { 3, 1, 2 } do t[i] = setmetatable({ n = n }, mt) end
table.sort(t)
print(t[1].n, t[2].n, t[3].n)  --> 1	2	3
