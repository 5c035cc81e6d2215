-- A finalizer runs on the stack of whoever runs, but is no part of its coroutine.
warn("@off")
local yielded = true
local run = coroutine.wrap(function()
  setmetatable({}, { __gc = function()
    yielded = pcall(coroutine.yield)
  end })
  collectgarbage()
  return "end"
end)
print(run(), yielded) --> end	false
