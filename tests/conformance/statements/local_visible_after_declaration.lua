-- A local variable is not yet visible in its own initial value. Manual 3.5.
x = "global"
local x = x
print(x)  --> global
local x = (x == "global") and "shadowed"
print(x)  --> shadowed
