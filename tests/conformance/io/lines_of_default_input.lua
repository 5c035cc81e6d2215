-- `io.lines` without a name reads the default input. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("a\nb\n"):close()
io.input(name)
local seen = {}
for line in io.lines() do seen[#seen + 1] = line end
print(table.concat(seen, ","), select("#", io.lines(nil, "a")))  --> a,b	1
print(io.type(io.input()))  --> file
io.close(io.input())
print(pcall(io.lines))  --> false	attempt to use a closed file
io.popen("rm -f " .. name):close()
