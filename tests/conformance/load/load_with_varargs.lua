-- A loaded chunk gets its arguments as extra arguments. Manual 3.3.2.
print(load("local a, b = ...; return b, a, select('#', ...)")(1, 2, 3))  --> 2	1	3
