-- Equality calls __eq for two different tables, and makes its result a boolean. Manual 2.4.
local mt = { __eq = function(a, b) return a.n == b.n and "equal" end }
local function v(n) return setmetatable({ n = n }, mt) end
print(v(1) == v(1), v(1) == v(2), v(1) ~= v(1), v(1) ~= v(2))  --> true	false	false	true
