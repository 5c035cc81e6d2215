-- A long concatenation builds one string. Manual 3.4.6.
local a, b = "x", 7
print(a .. b .. a .. b .. "-" .. 1.5 .. a)  --> x7x7-1.5x
print("" .. "", #("" .. a .. ""))           --> 	1
