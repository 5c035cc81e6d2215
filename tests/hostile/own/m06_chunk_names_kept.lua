-- attack: memory; functions of almost no code whose chunks have names of four megabytes
-- expect: limit:mem
local name = string.rep("x", 4000000)
local keep = {}
for i = 1, 100 do keep[i] = load("return 1", name) end
print("ESCAPED")
