-- attack: cpu; a loop whose every round closes a variable, in a coroutine that yields from there
-- expect: limit:cpu
local closable = setmetatable({}, {__close = function() coroutine.yield() end})
local co = coroutine.wrap(function()
  ::again::
  local x <close> = closable
  local y <close> = closable
  goto again
end)
while true do co() end
