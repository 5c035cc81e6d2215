-- Missing values of an assignment are nil, and extra values are dropped. Manual 3.3.3.
local a, b, c
a, b, c = 1, 2
print(a, b, c)  --> 1	2	nil
a, b = 3, 4, 5
print(a, b)     --> 3	4
