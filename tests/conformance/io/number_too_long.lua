-- A numeral of more than 200 characters is none. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w+")
file:write(string.rep("1", 200), "\n", string.rep("1", 201), "\n")
file:seek("set")
print(file:read("n") == tonumber(string.rep("1", 200)))  --> true
print(file:read("n"), file:read("l"))  --> nil	1
os.remove(name)
