-- Concatenation groups from the right. Manual 3.4.8.
local log = {}
local mt = { __concat = function(a, b) log[#log + 1] = tostring(b.n or "?"); return a end }
local function v(n) return setmetatable({ n = n }, mt) end
local _ = v(1) .. v(2) .. v(3)
print(table.concat(log, " "))  --> 3 2
