-- Floats beyond 2^53 lose units that integers keep. Manual 3.4.3.
print(2^53 + 1 == 2^53, (1 << 53) + 1 == (1 << 53))  --> true	false
