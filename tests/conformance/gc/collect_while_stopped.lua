-- A full collection works while the collector is stopped. Manual 6.1.
collectgarbage("stop")
local before = collectgarbage("count")
do local t = {}; for i = 1, 10000 do t[i] = {} end end
local grown = collectgarbage("count")
collectgarbage("collect")
print(grown > before, collectgarbage("count") < grown, collectgarbage("isrunning"))  --> true	true	false
