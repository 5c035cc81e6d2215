-- The smallest integer cannot be written as a decimal numeral. Manual 3.1.
print(math.type(-9223372036854775808), math.mininteger, -9223372036854775807 - 1)
--> float	-9223372036854775808	-9223372036854775808
