-- `read(0)` tells whether the file has ended. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w+")
file:write("x")
file:seek("set")

print(file:read(0) == "")  --> true
print(file:read(1))  --> x
print(file:read(0))  --> nil
os.remove(name)
