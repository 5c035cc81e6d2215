-- A line may be longer than any buffer. Manual 6.8.
local name = io.popen("mktemp"):read()
local file = io.open(name, "w")
local piece = string.rep("x", 1000)
for _ = 1, 200 do file:write(piece) end
file:write("\ny")
file:close()
file = io.open(name)
print(#file:read())  --> 200000
print(file:read())  --> y
io.popen("rm -f " .. name):close()
