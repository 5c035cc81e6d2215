-- Closing a coroutine that failed returns its error. Manual 6.2.
local co = coroutine.create(error)
coroutine.resume(co, "reason")
print(coroutine.close(co))   --> false	reason
print(coroutine.status(co))  --> dead
