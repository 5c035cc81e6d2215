-- An operation with a float operand is done in floats. Manual 3.4.1.
print(1 + 1.0, 2 * 1.5, 10 - 0.0, 3 // 1.0, math.maxinteger + 0.0)  --> 2.0	3.0	10.0	3.0	9.2233720368548e+18
