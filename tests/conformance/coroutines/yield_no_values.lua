-- Yield and resume may pass no values. Manual 2.6.
local co = coroutine.create(function(...) return select("#", ...), select("#", coroutine.yield()) end)
print(coroutine.resume(co))  --> true
print(coroutine.resume(co))  --> true	0	0
