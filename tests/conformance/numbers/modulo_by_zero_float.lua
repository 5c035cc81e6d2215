-- The modulo by a float zero is NaN. Manual 3.4.1.
local a, b = 1 % 0.0, math.huge % 2
print(a ~= a, b ~= b)  --> true	true
