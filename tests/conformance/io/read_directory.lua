-- A directory can be opened, not read. Manual 6.8.
local file = io.open("/")
print(file:read())  --> nil	Is a directory	21
print(file:read(1))  --> nil	Is a directory	21
print(io.open("/", "w"))  --> nil	/: Is a directory	21
