-- Multiplication binds tighter than addition, and unary minus tighter than both. Manual 3.4.8.
print(2 + 3 * 4, (2 + 3) * 4, -2 + 1)  --> 14	20	-1
print(2 * 3 % 4, 7 // 2 * 2)           --> 2	6
