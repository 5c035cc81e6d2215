-- Hexadecimal floats have a binary exponent. Manual 3.1.
print(0x0.1E, 0xA23p-4, 0X1.921FB54442D18P+1)  --> 0.1171875	162.1875	3.1415926535898
print(0x.8, 0x1p4, 0xAp-1)                     --> 0.5	16.0	5.0
