-- Closing a finished coroutine succeeds. Manual 6.2.
local co = coroutine.create(function() end)
coroutine.resume(co)
print(coroutine.close(co))  --> true
print(coroutine.close(co))  --> true
