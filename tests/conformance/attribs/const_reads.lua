-- A constant local reads like any other. Manual 3.3.7.
local x <const>, y, z <const> = 1, 2, "three"
y = y + x
print(x, y, z)  --> 1	3	three
