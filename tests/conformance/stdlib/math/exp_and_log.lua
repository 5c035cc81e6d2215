-- The function log takes an optional base. Manual 6.7.
print(math.exp(0), math.log(1), math.log(8, 2), math.log(1000, 10), math.log(81, 3))
--> 1.0	0.0	3.0	3.0	4.0
print(math.log(0), math.log(2, 4), ("%.10f"):format(math.exp(1)))  --> -inf	0.5	2.7182818285
