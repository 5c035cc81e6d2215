-- attack: memory; one call formats as many numbers as the stack holds, each as wide as can be
-- expect: limit:mem
local t = {}
for i = 1, 200000 do t[i] = i end
local wide = string.format(string.rep("%-99d", 200000), table.unpack(t))
local list = {}
while true do list[#list + 1] = string.format(string.rep("%99x", 200000), table.unpack(t)) end
