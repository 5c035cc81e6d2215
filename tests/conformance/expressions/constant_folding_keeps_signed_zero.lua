-- Folding constants keeps the sign of zero. Manual 3.4.1.
print(1 / (0 * -1.0), 1 / 0.0, 0.0, -0.0, 0 * -1)  --> -inf	inf	0.0	-0.0	0
