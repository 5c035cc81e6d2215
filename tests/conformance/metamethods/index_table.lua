-- A table as __index is searched for absent keys. Manual 2.4.
local base = { greet = "hello" }
local t = setmetatable({ own = 1 }, { __index = base })
print(t.own, t.greet, t.missing)  --> 1	hello	nil
