-- `io.input` sets the default input. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("first\nsecond"):close()
local file = io.input(name)
print(io.input() == file)  --> true
print(io.read(), io.read(3), io.read("a"))  --> first	sec	ond
print(io.read())  --> nil
file:close()
print(pcall(io.read))  --> false	default input file is closed
print(io.input(io.stdin) == io.stdin)  --> true
print(pcall(io.input, file))  --> false	attempt to use a closed file
print(pcall(io.input, "no/such/file"))
--> false	cannot open file 'no/such/file' (No such file or directory)
io.popen("rm -f " .. name):close()
