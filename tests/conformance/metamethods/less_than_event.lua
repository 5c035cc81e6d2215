-- Order comparisons call __lt with the operands swapped for greater-than. Manual 2.4.
local mt = { __lt = function(a, b) return a.n < b.n end }
local function v(n) return setmetatable({ n = n }, mt) end
print(v(1) < v(2), v(2) < v(1), v(1) > v(2), v(2) > v(1))  --> true	false	false	true
