-- A coroutine that failed is dead. Manual 6.2.
local co = coroutine.create(error)
print(coroutine.resume(co, "x"))  --> false	x
print(coroutine.status(co))       --> dead
