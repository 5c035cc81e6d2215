-- A right shift fills with zeros. Manual 3.4.2.
print(-1 >> 1 == math.maxinteger, -8 >> 62, math.mininteger >> 63)  --> true	3	1
