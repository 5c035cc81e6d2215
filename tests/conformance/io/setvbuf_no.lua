-- Without buffering, output is there at once. Manual 6.8.
local name = io.popen("mktemp"):read()
local writer, reader = io.open(name, "w"), io.open(name)
print(writer:setvbuf("no"))  --> true
writer:write("abc")
print(reader:read("a"))  --> abc
print(pcall(writer.setvbuf, writer, "foo"))  --> false	bad argument #2 to '?' (invalid option 'foo')
print(pcall(writer.setvbuf, writer))  --> false	bad argument #2 to '?' (string expected, got no value)
io.popen("rm -f " .. name):close()
