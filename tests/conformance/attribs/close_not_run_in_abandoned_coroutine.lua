-- A coroutine that is never resumed again closes nothing. Manual 3.3.8.
local closed = false
do
  local co = coroutine.wrap(function()
    local x <close> = setmetatable({}, { __close = function() closed = true end })
    coroutine.yield()
  end)
  co()
end
print(closed)  --> false
