-- Infinities print as inf and -inf. Manual 3.4.3.
print(1/0, -1/0, math.huge, -math.huge)  --> inf	-inf	inf	-inf
