-- A constant may be shadowed by another local. Manual 3.3.7.
local x <const> = 1
do local x = x + 1; x = x * 10; print(x) end  --> 20
print(x)                                      --> 1
