-- An iterator takes up to 250 formats. Manual 6.8.
local name = io.popen("mktemp"):read()
io.open(name, "w"):write("a"):close()
local formats = {}
for i = 1, 250 do formats[i] = 0 end
print(select("#", io.lines(name, table.unpack(formats))()))  --> 250
formats[251] = 0
print(pcall(io.lines, name, table.unpack(formats)))
--> false	bad argument #252 to 'io.lines' (too many arguments)
io.popen("rm -f " .. name):close()
