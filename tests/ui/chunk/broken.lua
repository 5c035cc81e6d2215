local x = 1
local y = { 1, 2
print(x)
