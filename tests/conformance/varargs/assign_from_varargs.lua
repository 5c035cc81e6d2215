-- Locals can be assigned from extra arguments. Manual 3.3.7.
local function f(...)
  local a, b, c = ...
  return c, b, a
end
print(f(1, 2))        --> nil	2	1
print(f(1, 2, 3, 4))  --> 3	2	1
