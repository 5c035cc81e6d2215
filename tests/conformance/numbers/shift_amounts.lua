-- Shifts by 64 or more give zero, and negative shifts go the other way. Manual 3.4.2.
print(1 << 64, -1 >> 64, 1 << 100, 1 << 63 >> 63)  --> 0	0	0	1
print(1 << -1, 8 >> -2, 256 << -4, -1 >> -63)      --> 0	32	16	-9223372036854775808
print(1 << math.mininteger, 1 >> math.maxinteger)  --> 0	0
