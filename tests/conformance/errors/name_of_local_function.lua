-- An argument error of a library function in a local names the local. Manual 2.3.
local floor = math.floor
floor("x")  --! bad argument #1 to 'floor' (number expected, got string)
