-- A numeral of more than 200 characters is none. Manual 6.8.
local file = io.tmpfile()
file:write(string.rep("1", 200), "\n", string.rep("1", 201), "\n")
file:seek("set")
print(file:read("n") == tonumber(string.rep("1", 200)))  --> true
print(file:read("n"), file:read("l"))  --> nil	1
