-- A failing `read("n")` has consumed what looked like a numeral. Manual 6.8.
local file = io.tmpfile()
file:write("1e+x|0xg|--1|.e1|+ 2|e5")
file:seek("set")
print(file:read("n"), file:read(2))  --> nil	x|
print(file:read("n"), file:read(2))  --> nil	g|
print(file:read("n"), file:read(3))  --> nil	-1|
print(file:read("n"), file:read(3))  --> nil	e1|
print(file:read("n"), file:read("n"))  --> nil	2
print(file:read("n"), file:read("a"))  --> nil	|e5
