-- A replacement function cannot yield. Manual 2.6.
local co = coroutine.create(function() return ("abc"):gsub(".", coroutine.yield) end)
print(coroutine.resume(co))  --> false	attempt to yield across a C-call boundary
