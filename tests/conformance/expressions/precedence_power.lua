-- Exponentiation binds tighter than unary operators on its left. Manual 3.4.8.
print(-2 ^ 2, 2 ^ -1, not 2 ^ 0 == 1)  --> -4.0	0.5	false
