-- `io.output` sets the default output. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.output(name)
print(io.output() == file, io.write("a", 1) == file)  --> true	true
print(io.flush())  --> true
print(io.close())  --> true
print(pcall(io.write, "x"))  --> false	default output file is closed
print(pcall(io.flush))  --> false	default output file is closed
print(pcall(io.close))  --> false	attempt to use a closed file
io.output(io.stdout)
print(io.open(name):read("a"))  --> a1
io.popen("rm -f " .. name):close()
