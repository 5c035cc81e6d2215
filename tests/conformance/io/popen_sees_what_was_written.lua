-- What waits in the buffers of files is written before a process begins. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name, "w")
file:write("text")
print(io.popen("cat " .. name):read("a"))  --> text
io.popen("rm -f " .. name):close()
