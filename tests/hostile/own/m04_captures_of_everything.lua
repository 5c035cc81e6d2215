-- attack: memory; 32 captures, each of them eight megabytes
-- expect: limit:mem
local s = string.rep("x", 8000000)
local pattern = string.rep("(", 32) .. ".*" .. string.rep(")", 32)
s:match(pattern)
print("ESCAPED")
