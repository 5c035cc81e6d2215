-- The function tonumber returns numbers as they are. Manual 6.1.
print(tonumber(5), tonumber(5.0), tonumber("5"), tonumber("  5.0  "))  --> 5	5.0	5	5.0
print(tonumber("x"), tonumber({}), tonumber(nil), tonumber(true))  --> nil	nil	nil	nil
