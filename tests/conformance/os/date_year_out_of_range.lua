-- A year that does not fit C's int is an error. Manual 6.9.
print(pcall(os.date, "!%Y", 67768036191676800))
--> false	date result cannot be represented in this installation
print(pcall(os.date, "!%Y", -67768040609740801))
--> false	date result cannot be represented in this installation
print(pcall(os.date, "!*t", math.maxinteger))  --> false	date result cannot be represented in this installation
print(pcall(os.date, "*t", math.mininteger))  --> false	date result cannot be represented in this installation
os.date("!%c", 1 << 60) --! date result cannot be represented in this installation
