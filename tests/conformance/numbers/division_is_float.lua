-- Division and exponentiation always work in floats. Manual 3.4.1.
print(6 / 2, 7 / 2, 2 ^ 2, 2 ^ 0.5, 1 / 3 * 3)  --> 3.0	3.5	4.0	1.4142135623731	1.0
