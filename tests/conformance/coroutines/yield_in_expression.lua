-- A yield in the middle of an expression keeps the partial results. Manual 2.6.
local co = coroutine.wrap(function() return 1 + coroutine.yield() * 2 .. coroutine.yield() end)
co(); co(10)
print(co("!"))  --> 21!
