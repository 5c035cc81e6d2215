-- A vararg function takes thousands of arguments. Manual 3.4.11.
local t = {}
for i = 1, 5000 do t[i] = i end
local function last(...) return (select(-1, ...)), select("#", ...) end
print(last(table.unpack(t)))  --> 5000	5000
