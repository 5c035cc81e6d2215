-- A local variable is visible until the end of its block. Manual 3.5.
local x = 1
do
  local x = x + 1
  print(x)  --> 2
end
print(x)    --> 1
