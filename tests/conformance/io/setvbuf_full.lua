-- With full buffering, output waits for `flush` or `close`. Manual 6.8.
local name = io.popen("mktemp"):read()
local writer, reader = io.open(name, "w"), io.open(name)
print(writer:setvbuf("full", 1024))  --> true
writer:write("line\n")
print(reader:read("a") == "")  --> true
print(writer:flush())  --> true
print(#reader:read("a"))  --> 5
io.popen("rm -f " .. name):close()
