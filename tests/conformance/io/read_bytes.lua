-- `read(n)` gives up to n bytes, nil at the end. Manual 6.8.
local file = io.tmpfile()
file:write("a\0b\r\nc")
file:seek("set")
print(#file:read(2))  --> 2
print(#file:read(100))  --> 4
print(file:read(100))  --> nil
print(file:read(1))  --> nil
