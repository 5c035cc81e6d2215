-- The square root is a float. Manual 6.7.
print(math.sqrt(16), math.sqrt(2), math.sqrt(0), math.sqrt("9"))  --> 4.0	1.4142135623731	0.0	3.0
local r = math.sqrt(-1)
print(r ~= r)                                                     --> true
