-- The integer remainder by zero is an error, the float one is NaN. Manual 6.7.
local r = math.fmod(1, 0.0)
print(r ~= r)    --> true
math.fmod(1, 0)  --! bad argument #2 to 'fmod' (zero)
