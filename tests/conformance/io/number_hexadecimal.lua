-- `read("n")` reads hexadecimal numerals. Manual 6.8.
local file = io.tmpfile()
file:write("0xff 0X1p4 -0x.8 0xA.8p-1 0xffffffffffffffffff")
file:seek("set")
print(file:read("n", "n", "n"))  --> 255	16.0	-0.5
print(file:read("n", "n"))  --> 5.25	-1
