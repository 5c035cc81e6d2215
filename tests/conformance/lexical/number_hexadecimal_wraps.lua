-- A hexadecimal integer that is too long wraps around 2^64. Manual 3.1.
print(0x10000000000000000, 0x1ffffffffffffffff, 0xfeedfacecafebeef1)  --> 0	-1	-1234077640312492303
