-- A coroutine that failed is dead, whatever its closing metamethods did.
local run = coroutine.wrap(function()
  local d <close> = setmetatable({}, { __close = function()
    coroutine.resume(coroutine.create(function() end))
  end })
  error("x", 0)
end)
print(pcall(run)) --> false	x
print(pcall(run)) --> false	cannot resume dead coroutine
