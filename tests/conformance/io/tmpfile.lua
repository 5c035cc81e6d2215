-- `io.tmpfile` gives a file to write and read. Manual 6.8.
local file = io.tmpfile()
print(io.type(file), file:write("text"):seek("set"), file:read("a"))  --> file	0	text
print(file:close())  --> true
