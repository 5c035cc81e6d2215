-- The function type tells integers, floats and other values apart. Manual 6.7.
print(math.type(1), math.type(1.0), math.type("1"), math.type(nil), math.type({}))
--> integer	float	nil	nil	nil
math.type()  --! bad argument #1 to 'type' (value expected)
