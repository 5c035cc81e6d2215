-- An __index that is neither table nor function is indexed in turn. Manual 2.4.
local t = setmetatable({}, { __index = "a string" })
print(t.len == string.len, t.nothing)  --> true	nil
local n = setmetatable({}, { __index = 5 })
print(n.x)                             --! attempt to index a number value
