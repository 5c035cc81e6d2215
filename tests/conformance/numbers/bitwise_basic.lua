-- Bitwise operators work on all 64 bits. Manual 3.4.2.
print(0xF0 & 0x3C, 0xF0 | 0x0F, 0xFF ~ 0x0F, ~0, ~0xFF)  --> 48	255	240	-1	-256
print(-1 & 0xFF, -1 >> 60, 1 << 63)                      --> 255	15	-9223372036854775808
