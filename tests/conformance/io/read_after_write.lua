-- Reading after writing goes on where writing ended. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("abcdef"):close()
local file = io.open(name, "r+")
file:write("XY")
file:flush()
print(file:read(2), file:seek())  --> cd	4
io.popen("rm -f " .. name):close()
