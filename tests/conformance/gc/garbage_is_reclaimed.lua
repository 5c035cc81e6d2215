-- Memory of unreachable values is used again. Manual 2.5.
collectgarbage()
local before = collectgarbage("count")
for _ = 1, 200 do local t = {}; for j = 1, 1000 do t[j] = { j } end end
collectgarbage()
print(collectgarbage("count") < before + 100)  --> true
