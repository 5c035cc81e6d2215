-- The directives e and E use an exponent. Manual 6.4.
print(("%e|%.2e|%E|%12.3e|%-12.1e|%.0e"):format(12345.678, 0.00012, 1e100, 1.5, 1.5, 5))
--> 1.234568e+04|1.20e-04|1.000000E+100|   1.500e+00|1.5e+00     |5e+00
