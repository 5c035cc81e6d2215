-- The function ult compares as unsigned integers. Manual 6.7.
print(math.ult(1, 2), math.ult(-1, 1), math.ult(1, -1), math.ult(2, 2), math.ult(math.mininteger, -1))
--> true	false	true	false	true
math.ult(1.5, 2)  --! bad argument #1 to 'ult' (number has no integer representation)
