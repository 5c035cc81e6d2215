-- With line buffering, output waits for the end of the line. Manual 6.8.
local name = io.popen("mktemp"):read()
local writer, reader = io.open(name, "w"), io.open(name)
print(writer:setvbuf("line"))  --> true
writer:write("abc")
print(reader:read("a") == "")  --> true
writer:write("def\n")
print(#reader:read("a"))  --> 7
io.popen("rm -f " .. name):close()
