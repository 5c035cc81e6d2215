-- A coroutine that yielded is suspended. Manual 6.2.
local co = coroutine.create(coroutine.yield)
coroutine.resume(co)
print(coroutine.status(co))  --> suspended
coroutine.resume(co)
print(coroutine.status(co))  --> dead
