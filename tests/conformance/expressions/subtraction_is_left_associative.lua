-- The other binary operators group from the left. Manual 3.4.8.
print(10 - 3 - 2, 100 / 10 / 2, 2 // 3 // 4, 1 << 2 << 3)  --> 5	5.0	0	32
