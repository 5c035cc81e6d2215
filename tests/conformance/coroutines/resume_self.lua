-- A coroutine cannot resume itself. Manual 6.2.
local co
co = coroutine.create(function() return coroutine.resume(co) end)
print(coroutine.resume(co))  --> true	false	cannot resume non-suspended coroutine
