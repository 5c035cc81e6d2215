-- Exponentiation follows the C function pow. Manual 3.4.1.
print(0 ^ 0, 2 ^ -1, (-8) ^ 3, 2 ^ 1024, (-2) ^ 0.5 ~= (-2) ^ 0.5)  --> 1.0	0.5	-512.0	inf	true
