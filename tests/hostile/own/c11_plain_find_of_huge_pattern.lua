-- attack: cpu; a pattern of a megabyte is looked through for magic bytes before it cannot match
-- expect: limit:cpu
local p = string.rep("x", 1000000)
while true do string.find("x", p) end
