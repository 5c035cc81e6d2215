-- Constant and variable operands give the same results. Manual 3.4.1.
local i, f = 7, 7.5
print(i + 1, 1 + i, i - 1, 1 - i, i * 2, i // 2, i % 4, i / 2, i ^ 2)  --> 8	8	6	-6	14	3	3	3.5	49.0
print(f + 1, 1 + f, f - 1, 1 - f, f * 2, f // 2, f % 4, f / 2, f ^ 2)
--> 8.5	8.5	6.5	-6.5	15.0	3.0	3.5	3.75	56.25
print(i & 3, 3 | i, i ~ 1, i << 1, 1 << i, i >> 1, 256 >> i)  --> 3	7	6	14	128	3	2
