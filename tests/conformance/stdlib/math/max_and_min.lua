-- The functions max and min return one of their arguments. Manual 6.7.
print(math.max(1, 2.5, 2), math.min(3, 1, 2), math.max(5), math.min(1, 1.0))  --> 2.5	1	5	1
print(math.max(1, 1.0), math.max(-0.0, 0), math.type(math.max(2, 1.5)))  --> 1	-0.0	integer
