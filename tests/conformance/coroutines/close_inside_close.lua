-- A coroutine that is being closed runs: it cannot be closed once more.
local co
co = coroutine.create(function()
  local x <close> = setmetatable({}, { __close = function()
    print(coroutine.status(co), pcall(coroutine.close, co))
  end })
  coroutine.yield()
end)
coroutine.resume(co)
print(coroutine.close(co))
--> running	false	cannot close a running coroutine
--> true
