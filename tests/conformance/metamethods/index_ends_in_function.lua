-- A chain of tables may end in a function, which gets the last table. Manual 2.4.
local base = setmetatable({ name = "base" }, { __index = function(t, k) return t.name .. "." .. k end })
local t = setmetatable({}, { __index = base })
print(t.field)  --> base.field
