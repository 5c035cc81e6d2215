-- A star before a format, as in Lua 5.2, is skipped; only the first letter counts. Manual 6.8.
local file = io.tmpfile()
file:write("one\ntwo\n3\nlast")
file:seek("set")
print(file:read("*l"))  --> one
print(file:read("*line"))  --> two
print(file:read("*n"), #file:read("*L"))  --> 3	1
print(file:read("*all"))  --> last
