-- Digits outside the base make the conversion fail. Manual 6.1.
print(tonumber("8", 8), tonumber("1.0", 10), tonumber("", 10), tonumber("0x10", 16), tonumber("-", 10))
--> nil	nil	nil	nil	nil
