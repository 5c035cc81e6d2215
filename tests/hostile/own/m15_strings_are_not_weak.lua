-- attack: memory; strings in weak tables stay: they are values
-- expect: limit:mem
local t = setmetatable({}, {__mode = "kv"})
for i = 1, 200 do t[i] = string.rep("x", 1000000) .. i end
print("ESCAPED")
