-- Assigning to a parameter does not change the extra arguments. Manual 3.4.11.
local function f(a, ...)
  local b = ...
  a, b = "changed", "changed"
  return a, ...
end
print(f(1, 2, 3))  --> changed	2	3
