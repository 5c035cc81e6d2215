-- Inner functions reach variables through several levels. Manual 3.5.
local a = 1
local function f()
  local b = 10
  return function() return function() a, b = a + 1, b + 1; return a + b end end
end
local g = f()()
print(g(), g(), a)  --> 13	15	3
