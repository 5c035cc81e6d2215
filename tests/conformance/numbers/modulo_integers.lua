-- The modulo of integers has the sign of the divisor. Manual 3.4.1.
print(7 % 3, -7 % 3, 7 % -3, -7 % -3, 6 % -3, 0 % -3)  --> 1	2	-2	-1	0	0
