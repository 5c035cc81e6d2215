-- An error while closing a coroutine is returned by close. Manual 6.2.
local co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function() error("in close", 0) end })
  coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co))   --> false	in close
print(coroutine.status(co))  --> dead
