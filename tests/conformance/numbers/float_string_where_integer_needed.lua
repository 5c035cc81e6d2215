-- A string must denote an integer value where one is needed. Manual 3.4.3.
print(("abc"):sub("2"), ("abc"):sub("2.0"))  --> bc	bc
print(pcall(function() return ("abc"):sub("1.5") end))
--> false	float_string_where_integer_needed.lua:3: bad argument #1 to 'sub' (number has no integer representation)
print(("abc"):sub("x"))                      --! bad argument #1 to 'sub' (number expected, got string)
