-- A star before a format, as in Lua 5.2, is skipped; only the first letter counts. Manual 6.8.
local name = os.tmpname()
local file = io.open(name, "w+")
file:write("one\ntwo\n3\nlast")
file:seek("set")

print(file:read("*l"))  --> one
print(file:read("*line"))  --> two
print(file:read("*n"), #file:read("*L"))  --> 3	1
print(file:read("*all"))  --> last
os.remove(name)
