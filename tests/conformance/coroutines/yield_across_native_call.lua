-- A function called by a library function such as sort cannot yield. Manual 2.6.
local co = coroutine.create(function() table.sort({ 3, 2, 1 }, function() coroutine.yield() end) end)
print(coroutine.resume(co))  --> false	attempt to yield across a C-call boundary
