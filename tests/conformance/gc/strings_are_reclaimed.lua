-- Memory of unreachable strings is used again. Manual 2.5.
collectgarbage()
local before = collectgarbage("count")
for i = 1, 2000 do local s = ("x"):rep(1000) .. i end
collectgarbage()
print(collectgarbage("count") < before + 100)  --> true
