-- A point or an exponent makes a numeral a float. Manual 3.1.
print(math.type(1), math.type(1.0), math.type(1e2), math.type(0x1p1))  --> integer	float	float	float
print(1e2, 10 // 1)  --> 100.0	10
