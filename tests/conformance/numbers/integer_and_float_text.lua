-- Floats with an integral value print with a point. Manual 3.4.3.
print(1, 1.0, -3.0, 100 / 2, 1e15, 2^53)  --> 1	1.0	-3.0	50.0	1e+15	9.007199254741e+15
print(1e16, 1e100, 123456789012345.0)     --> 1e+16	1e+100	1.2345678901234e+14
