-- Reading from a file open for writing gives nil, a message and a number. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name, "w")
print(file:read())  --> nil	Bad file descriptor	9
print(file:read("n"))  --> nil	Bad file descriptor	9
print(file:read("a"))  --> nil	Bad file descriptor	9
print(file:read(0))  --> nil	Bad file descriptor	9
print(pcall(file:lines()))  --> false	Bad file descriptor
io.popen("rm -f " .. name):close()
