-- Concatenation turns numbers into strings. Manual 3.4.6.
print(1 .. "", 1.0 .. "", -0.0 .. "", 2^63 .. "", 1e100 .. "")  --> 1	1.0	-0.0	9.2233720368548e+18	1e+100
