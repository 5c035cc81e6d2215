-- `read("n")` reads decimal numerals and keeps integers. Manual 6.8.
local file = io.tmpfile()
file:write("  12 -7 +5 1.5 .5 5. 1e2 1E-2 \t\n\v\f\r 9")
file:seek("set")
print(file:read("n", "n", "n"))  --> 12	-7	5
print(file:read("n", "n", "n"))  --> 1.5	0.5	5.0
print(file:read("n", "n", "n"))  --> 100.0	0.01	9
