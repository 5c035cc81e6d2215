-- `lines` takes the formats of `read`. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("1 2\n3 4\n"):close()
local seen = {}
for a, b in io.lines(name, "n", "n") do seen[#seen + 1] = a .. "," .. b end
print(table.concat(seen, " "))  --> 1,2 3,4
seen = {}
for line in io.lines(name, "L") do seen[#seen + 1] = line end
print((table.concat(seen, "|"):gsub("\n", "$")))  --> 1 2$|3 4$
seen = {}
for bytes in io.lines(name, 3) do seen[#seen + 1] = bytes end
print((table.concat(seen, "|"):gsub("\n", "$")))  --> 1 2|$3 |4$
print(select("#", io.lines(name)("l", "l")))  --> 1
io.popen("rm -f " .. name):close()
