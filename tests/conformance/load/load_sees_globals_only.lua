-- A loaded chunk sees globals but no outer locals. Manual 6.1.
local x = "local"
y = "global"
print(load("return x, y")())  --> nil	global
