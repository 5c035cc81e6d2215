-- A coroutine that resumed another cannot be resumed. Manual 6.2.
local outer, inner
outer = coroutine.create(function() return coroutine.resume(inner) end)
inner = coroutine.create(function() return coroutine.resume(outer) end)
print(coroutine.resume(outer))  --> true	true	false	cannot resume non-suspended coroutine
