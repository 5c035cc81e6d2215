-- attack: cpu; %f looks through a set of 100 KB twice at every place
-- expect: limit:cpu
local s = string.rep("x", 100000)
string.find(s, "%f[" .. string.rep("y", 100000) .. "]")
print("ESCAPED")
