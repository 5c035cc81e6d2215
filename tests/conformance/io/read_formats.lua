-- The formats of `file:read`. Manual 6.8.
local file = io.tmpfile()
file:write("one\ntwo\n3 rest\nlast")
file:seek("set")
print(file:read())  --> one
print(#file:read("L"))  --> 4
print(file:read("n"))  --> 3
print(file:read(2))  -->  r
print(#file:read("a"))  --> 8
print(file:read("a"))  --> 
print(file:read("l"))  --> nil
