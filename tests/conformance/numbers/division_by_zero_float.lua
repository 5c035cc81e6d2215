-- Float division by zero gives an infinity or NaN. Manual 3.4.1.
local nan = 0 / 0
print(1 / 0, -1 / 0, 1 / -0.0, nan == nan)  --> inf	-inf	-inf	false
