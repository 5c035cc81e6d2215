-- The smallest integer divided by minus one wraps around. Manual 3.4.1.
print(math.mininteger // -1, math.mininteger % -1, math.mininteger // 1)
--> -9223372036854775808	0	-9223372036854775808
