-- There are never less than no bytes to read. Manual 6.8.
local file = io.tmpfile()
file:write("x")
file:seek("set")
print(pcall(file.read, file, -1))  --> false	not enough memory
