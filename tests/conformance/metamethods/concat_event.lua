-- Concatenation calls __concat unless both operands are strings or numbers. Manual 2.4.
local v = setmetatable({}, { __concat = function(a, b)
  return (type(a) == "table" and "v" or a) .. "+" .. (type(b) == "table" and "v" or b)
end })
print(v .. "x", "x" .. v, 1 .. v, v .. v)  --> v+x	x+v	1+v	v+v
