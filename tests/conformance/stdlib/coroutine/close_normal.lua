-- A coroutine that resumed another one cannot be closed. Manual 6.2.
local outer
outer = coroutine.create(function()
  return coroutine.wrap(function() return pcall(coroutine.close, outer) end)()
end)
print(coroutine.resume(outer))  --> true	false	cannot close a normal coroutine
