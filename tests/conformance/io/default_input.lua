-- `io.input` sets the default input. Manual 6.8.
local name = os.tmpname()
io.open(name, "w"):write("first\nsecond"):close()
local file = io.input(name)
print(io.input() == file)  --> true
print(io.read(), io.read(3), io.read("a"))  --> first	sec	ond
print(io.read())  --> nil
file:close()
print(pcall(io.read))  --> false	default input file is closed
print(io.input(io.stdin) == io.stdin)  --> true
print(pcall(io.input, file))  --> false	attempt to use a closed file
os.remove(name)
print(select(2, pcall(io.input, name)) == "cannot open file '" .. name .. "' (No such file or directory)")
--> true
os.remove(name)
