-- The modulo by an infinity keeps an operand of the same sign. Manual 3.4.1.
print(5 % math.huge, -5 % math.huge, 5 % -math.huge, -5 % -math.huge, 0.0 % math.huge)
--> 5.0	inf	-inf	-5.0	0.0
