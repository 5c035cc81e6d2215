-- The functions ceil and floor give integers where they fit. Manual 6.7.
print(math.ceil(1.2), math.ceil(-1.2), math.floor(1.8), math.floor(-1.8))  --> 2	-1	1	-2
print(math.ceil(5), math.floor(5.0), math.floor(-0.0))  --> 5	5	0
print(math.floor(1e100), math.ceil(-1e100), math.floor(math.huge))  --> 1e+100	-1e+100	inf
