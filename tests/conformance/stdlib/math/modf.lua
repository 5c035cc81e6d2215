-- The function modf gives an integral float and the fraction. Manual 6.7.
print(math.modf(3.7))        --> 3	0.7
print(math.modf(-3.25))      --> -3	-0.25
print(math.modf(5))          --> 5	0.0
print(math.modf(math.huge))  --> inf	0.0
