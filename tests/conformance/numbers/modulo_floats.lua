-- The modulo of floats has the sign of the divisor. Manual 3.4.1.
print(5.5 % 2, -5.5 % 2, 5.5 % -2, -5.5 % -2, -6.0 % 2)  --> 1.5	0.5	-0.5	-1.5	-0.0
