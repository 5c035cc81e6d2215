-- `read("n")` leaves what can be no part of the numeral. Manual 6.8.
local file = io.tmpfile()
file:write("12-3 4.5.6 0x1g 7e8e 1 2")
file:seek("set")
print(file:read("n", 1, "n"))  --> 12	-	3
print(file:read("n", 2))  --> 4.5	.6
print(file:read("n", "l"))  --> 1	g 7e8e 1 2
