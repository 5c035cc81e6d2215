-- A collection keeps the locals of a suspended coroutine. Manual 2.5.
local co = coroutine.wrap(function() local t = { "kept" }; coroutine.yield(); return t[1] end)
co()
collectgarbage(); collectgarbage()
print(co())  --> kept
