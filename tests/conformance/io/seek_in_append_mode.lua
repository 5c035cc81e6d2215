-- A file opened to append begins at its end. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("12345"):close()
local file = io.open(name, "a")
print(file:seek())  --> 5
file:seek("set")
file:write("6")
print(file:seek())  --> 6
file:close()
print(io.open(name):read("a"))  --> 123456
io.popen("rm -f " .. name):close()
