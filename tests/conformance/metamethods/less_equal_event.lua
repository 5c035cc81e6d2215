-- Less-or-equal calls __le. Manual 2.4.
local mt = { __le = function(a, b) return a.n <= b.n end }
local function v(n) return setmetatable({ n = n }, mt) end
print(v(1) <= v(1), v(2) <= v(1), v(1) >= v(2), v(2) >= v(2))  --> true	false	false	true
