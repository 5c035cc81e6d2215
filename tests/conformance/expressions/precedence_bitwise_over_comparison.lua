-- Bitwise operators bind tighter than comparisons. Manual 3.4.8.
print(1 | 2 == 3, 6 & 3 == 2, 1 << 4 > 15)  --> true	true	true
