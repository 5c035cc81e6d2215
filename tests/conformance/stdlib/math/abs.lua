-- The function abs keeps the subtype. Manual 6.7.
print(math.abs(-5), math.abs(-5.5), math.abs(5), math.abs(-0.0))  --> 5	5.5	5	0.0
print(math.abs(math.mininteger), math.abs(-math.huge), math.abs("-3"))  --> -9223372036854775808	inf	3.0
