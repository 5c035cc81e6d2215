-- attack: memory; a reader that always has one more piece of source
-- expect: limit:mem|limit:cpu
local piece = string.rep("x = 1 ", 10000)
load(function() return piece end)
print("ESCAPED")
