-- attack: memory; a __name of eight megabytes, a hundred times as text of no width in one call
-- expect: limit:mem
local o = setmetatable({}, {__name = string.rep("x", 8000000)})
local t = {}
for i = 1, 100 do t[i] = o end
string.format(string.rep("%.0s", 100), table.unpack(t))
print("ESCAPED")
