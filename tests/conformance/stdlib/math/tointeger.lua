-- The function tointeger converts values with an exact integer. Manual 6.7.
print(math.tointeger(3), math.tointeger(3.0), math.tointeger(3.5))  --> 3	3	nil
print(math.tointeger(2^63), math.tointeger(-2^63), math.tointeger(0/0), math.tointeger({}))
--> nil	-9223372036854775808	nil	nil
