-- A collection may run in the middle of any operation. Manual 2.5.
local v = setmetatable({}, { __concat = function(a, b)
  collectgarbage()
  return "r" .. tostring(type(a) == "table" and b or a)
end })
print("x" .. v .. "y" .. "z")  --> xryz
