-- Reading after writing goes on where writing ended. Manual 6.8.
local name = os.tmpname()
io.open(name, "w"):write("abcdef"):close()
local file = io.open(name, "r+")
file:write("XY")
file:flush()
print(file:read(2), file:seek())  --> cd	4
os.remove(name)
