-- A recursive function's closures have the variables of their own level. Manual 3.5.
local function build(n, list)
  if n == 0 then return list end
  list[#list + 1] = function() n = n + 100; return n end
  return build(n - 1, list)
end
local list = build(2, {})
print(list[1](), list[2](), list[1]())  --> 102	101	202
