-- `write` refuses what is neither string nor number, after writing what came before. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name, "w")
print(select(2, pcall(function() file:write("a", {}) end)))  --> write_checks_arguments.lua:4: bad argument #2 to 'write' (string expected, got table)
print(select(2, pcall(function() file:write(nil) end)))  --> write_checks_arguments.lua:5: bad argument #1 to 'write' (string expected, got nil)
print(select(2, pcall(io.write, true)))  --> bad argument #1 to 'io.write' (string expected, got boolean)
file:close()
print(io.open(name):read("a"))  --> a
io.popen("rm -f " .. name):close()
