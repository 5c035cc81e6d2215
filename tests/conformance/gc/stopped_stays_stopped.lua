-- A stopped collector does not work by itself, whatever was collected by hand. Manual 6.1.
collectgarbage("incremental")
collectgarbage() collectgarbage("stop")
for i = 1, 300 do setmetatable({}, { __gc = function() end }) end
repeat until collectgarbage("step", 50)
local before = collectgarbage("count")
for i = 1, 20000 do local t = { 1, 2, 3, 4 } end
print(collectgarbage("isrunning"), collectgarbage("count") > before + 1000)  --> false	true
collectgarbage("restart")
