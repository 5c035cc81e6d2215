-- The directives g and G choose the shorter form. Manual 6.4.
print(("%g|%g|%g|%g|%g"):format(100000, 1000000, 0.0001, 0.00001, 1.5))  --> 100000|1e+06|0.0001|1e-05|1.5
print(("%.3g|%10g|%-10g|%+g|%#g|%G|%.14g"):format(1234.5, 1.5, 1.5, 2, 2, 1e-10, 0.1))
--> 1.23e+03|       1.5|1.5       |+2|2.00000|1E-10|0.1
