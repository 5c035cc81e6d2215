-- There are never less than no bytes to read. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w+")
file:write("x")
file:seek("set")

print(pcall(file.read, file, -1))  --> false	not enough memory
os.remove(name)
