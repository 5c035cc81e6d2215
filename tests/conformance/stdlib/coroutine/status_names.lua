-- The status is suspended, running, normal or dead. Manual 6.2.
local outer
outer = coroutine.create(function()
  local inner = coroutine.create(function() return coroutine.status(outer) end)
  local _, seen = coroutine.resume(inner)
  return coroutine.status(outer), seen
end)
print(coroutine.status(outer), select(2, coroutine.resume(outer)))  --> suspended	running	normal
print(coroutine.status(outer))  --> dead
