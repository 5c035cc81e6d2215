-- Integer arithmetic wraps around. Manual 3.4.1.
print(math.maxinteger + 1 == math.mininteger, math.mininteger - 1 == math.maxinteger)  --> true	true
print(math.maxinteger * 2, -math.mininteger == math.mininteger, 1 << 62 << 1)
--> -2	true	-9223372036854775808
