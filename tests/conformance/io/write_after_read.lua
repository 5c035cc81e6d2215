-- Writing after reading goes on where reading ended. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("abcdef\nghi\n"):close()
local file = io.open(name, "r+")
print(file:read(2))  --> ab
file:write("XY")
file:seek("cur", 0)
print(file:read())  --> ef
file:close()
print(io.open(name):read("l"))  --> abXYef
io.popen("rm -f " .. name):close()
