-- Arguments of the wrapper go to the body and then to yield. Manual 6.2.
local f = coroutine.wrap(function(...) while true do print(...); coroutine.yield() end end)  --> 1	2
f(1, 2)
f = coroutine.wrap(function(...) return select("#", ...) end)
print(f(nil, nil))  --> 2
