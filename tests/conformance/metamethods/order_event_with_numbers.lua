-- Order comparisons of a table and a number call the metamethod. Manual 2.4.
local v = setmetatable({}, {
  __lt = function(a, b) return type(a) == "table" end, __le = function(a, b) return type(b) == "table" end,
})
print(v < 1, 1 < v, v > 1, v <= 1, 1 <= v, v >= 1.5, v < "x")  --> true	false	false	false	true	true	true
