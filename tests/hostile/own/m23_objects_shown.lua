-- attack: memory; half a million objects are shown as text: what they are shown by must go with them
-- expect: ok
for i = 1, 300000 do tostring({}) end
local s
for i = 1, 100000 do s = string.format("%p", function() return i end) end
for i = 1, 100000 do s = string.format("%p", i .. "") end
collectgarbage()
assert(collectgarbage("count") < 20000)
print("ok")
