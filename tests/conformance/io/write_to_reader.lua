-- Writing to a file open for reading gives nil, a message and a number. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name)
print(file:write("x"))  --> nil	Bad file descriptor	9
print(file:write(1))  --> nil	Bad file descriptor	9
print(file:write("") == file)  --> true
print(file:flush())  --> true
io.popen("rm -f " .. name):close()
