-- Decimal numerals may leave out either side of the point. Manual 3.1.
print(3, 3.0, 3., .5, 0.31416E1, 314e-2)  --> 3	3.0	3.0	0.5	3.1416	3.14
print(34.e1, 0e12, .0)                    --> 340.0	0.0	0.0
