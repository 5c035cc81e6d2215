-- attack: memory; long names of chunks that nobody keeps: the collector must know of them
-- expect: ok
local name = string.rep("x", 4000000)
for i = 1, 100 do load("return 1", name) end
for i = 1, 100 do load("return", "=" .. name) end
for i = 1, 100 do assert(not load("return =", name .. i)) end
print("ok")
