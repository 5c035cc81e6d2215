-- attack: memory; only a function inside of each chunk is kept, and with it the chunk's long name
-- expect: limit:mem
local name = string.rep("x", 4000000)
local keep = {}
for i = 1, 100 do keep[i] = load("return function() return function() end end", name)()() end
print("ESCAPED")
