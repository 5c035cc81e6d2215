-- attack: cpu; each text of an object copies a __name of a megabyte
-- expect: limit:cpu
local o = setmetatable({}, {__name = string.rep("x", 1000000)})
while true do tostring(o) end
