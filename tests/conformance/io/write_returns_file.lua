-- `file:write` returns the file, so that calls can be chained. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name, "w")
print(file:write("a", 1, "b"):write("c") == file)  --> true
print(file:close())  --> true
print(io.open(name):read("a"))  --> a1bc
io.popen("rm -f " .. name):close()
