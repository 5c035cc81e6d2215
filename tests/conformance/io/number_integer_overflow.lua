-- A decimal numeral too large for an integer is a float. Manual 6.8, 3.1.
local file = io.tmpfile()
file:write("9223372036854775807 9223372036854775808")
file:seek("set")
print(file:read("n", "n"))  --> 9223372036854775807	9.2233720368548e+18
