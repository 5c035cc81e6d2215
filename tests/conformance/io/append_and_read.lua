-- What is written to a file opened with `a+` goes to its end. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("abc"):close()
local file = io.open(name, "a+")
print(file:read(1))  --> a
file:write("d")
file:seek("set")
print(file:read("a"))  --> abcd
io.popen("rm -f " .. name):close()
