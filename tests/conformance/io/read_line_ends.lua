-- Only a line feed ends a line; the last needs none. Manual 6.8.
local file = io.tmpfile()
file:write("a\r\n\n\nb\0c\nlast")
file:seek("set")
print(#file:read("l"))  --> 2
print(#file:read("l"))  --> 0
print(#file:read("L"))  --> 1
print(#file:read("l"))  --> 3
print(file:read("L"))  --> last
print(file:read("L"))  --> nil
