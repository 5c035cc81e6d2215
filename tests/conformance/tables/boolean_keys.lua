-- True and false are two different keys. Manual 2.1.
local t = { [true] = "yes", [false] = "no" }
print(t[1 == 1], t[1 == 2])  --> yes	no
