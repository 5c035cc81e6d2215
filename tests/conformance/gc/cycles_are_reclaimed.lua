-- Tables that refer to each other are garbage once unreachable. Manual 2.5.
collectgarbage()
local before = collectgarbage("count")
for _ = 1, 20000 do local a, b = {}, {}; a.b, b.a = b, a end
collectgarbage()
print(collectgarbage("count") < before + 100)  --> true
