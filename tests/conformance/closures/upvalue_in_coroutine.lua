-- A closure shares variables across coroutines. Manual 2.6.
local n = 0
local co = coroutine.wrap(function() while true do n = n + 1; coroutine.yield(n) end end)
co(); n = 10
print(co(), n)  --> 11	11
