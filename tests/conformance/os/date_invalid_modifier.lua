-- The modifiers E and O go with some conversions only. Manual 6.9.
print(select(2, pcall(os.date, "%Ed", 0)))
--> bad argument #1 to 'os.date' (invalid conversion specifier '%Ed')
print(select(2, pcall(os.date, "%OY", 0)))
--> bad argument #1 to 'os.date' (invalid conversion specifier '%OY')
print(select(2, pcall(os.date, "%O", 0)))  --> bad argument #1 to 'os.date' (invalid conversion specifier '%O')
print(select(2, pcall(os.date, "%EOy", 0)))
--> bad argument #1 to 'os.date' (invalid conversion specifier '%EOy')
os.date("!%Ez", 0) --! bad argument #1 to 'date' (invalid conversion specifier '%Ez')
