-- A time whose year C cannot represent is an error. Manual 6.9.
print(pcall(os.time, { year = (1 << 31) + 1899, month = 12, day = 40 }))
--> false	time result cannot be represented in this installation
print(pcall(os.time, { year = -(1 << 31) + 1900, month = 1, day = -10 }))
--> false	time result cannot be represented in this installation
os.time { year = (1 << 31) + 1899, month = 14, day = 1 } --! time result cannot be represented in this installation
