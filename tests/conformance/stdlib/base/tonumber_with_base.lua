-- With a base the string is an integer numeral in that base. Manual 6.1.
print(tonumber("ff", 16), tonumber("FF", 16), tonumber("777", 8), tonumber("-101", 2))  --> 255	255	511	-5
print(tonumber("zz", 36), tonumber(" 11 ", 2), tonumber("1e1", 16), tonumber("7fffffffffffffff", 16))
--> 1295	3	481	9223372036854775807
