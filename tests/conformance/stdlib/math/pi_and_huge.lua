-- The library has constants. Manual 6.7.
print(math.pi, math.huge, -math.huge, math.maxinteger, math.mininteger)
--> 3.1415926535898	inf	-inf	9223372036854775807	-9223372036854775808
print(math.type(math.pi), math.type(math.maxinteger))  --> float	integer
