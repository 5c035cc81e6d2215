-- The function yield can serve as the body or be passed around. Manual 6.2.
local co = coroutine.create(coroutine.yield)
print(coroutine.resume(co, 1, 2))  --> true	1	2
print(coroutine.resume(co, 3))     --> true	3
print(coroutine.status(co))        --> dead
