-- Exponentiation groups from the right. Manual 3.4.8.
print(2 ^ 3 ^ 2, (2 ^ 3) ^ 2)  --> 512.0	64.0
