-- `read(0)` tells whether the file has ended. Manual 6.8.
local file = io.tmpfile()
file:write("x")
file:seek("set")
print(file:read(0) == "")  --> true
print(file:read(1))  --> x
print(file:read(0))  --> nil
