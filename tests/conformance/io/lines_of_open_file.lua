-- `file:lines` leaves the file open. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("a\nb\n"):close()
local file = io.open(name)
local next = file:lines()
print(next(), next(), next())  --> a	b
print(select("#", file:lines()), io.type(file))  --> 1	file
file:close()
print(pcall(next))  --> false	file is already closed
io.popen("rm -f " .. name):close()
