-- A chunk may be long. Manual 6.1.
local lines = {}
for i = 1, 20000 do lines[i] = "x = (x or 0) + " .. i end
lines[#lines + 1] = "return x"
print(load(table.concat(lines, "\n"))())  --> 200010000
