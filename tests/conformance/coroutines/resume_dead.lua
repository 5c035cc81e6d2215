-- Resuming a dead coroutine fails without an error. Manual 6.2.
local co = coroutine.create(function() return "end" end)
print(coroutine.resume(co))  --> true	end
print(coroutine.resume(co))  --> false	cannot resume dead coroutine
