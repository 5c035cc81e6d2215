-- The end of a file is looked for anew each time. Manual 6.8.
local name = io.popen("mktemp"):read()
local reader, writer = io.open(name), io.open(name, "w")
print(reader:read())  --> nil
writer:write("more\n")
writer:flush()
print(reader:read())  --> more
io.popen("rm -f " .. name):close()
