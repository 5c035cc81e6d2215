-- A file name may be a number. Manual 6.8, 3.4.3.
print(io.open(1e300))  --> nil	1e+300: No such file or directory	2
