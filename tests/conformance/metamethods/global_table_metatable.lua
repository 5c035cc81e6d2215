-- A metatable of the global table sees accesses of undeclared globals. Manual 2.2.
setmetatable(_G, {
  __index = function(_, k) return "<" .. k .. ">" end,
  __newindex = function(t, k, v) rawset(t, k, v * 2) end,
})
print(anything)  --> <anything>
counted = 21
print(counted)   --> 42
