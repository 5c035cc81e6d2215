-- A __close metamethod may yield. Manual 3.3.8.
local co = coroutine.wrap(function()
  do local x <close> = setmetatable({}, { __close = function() coroutine.yield("closing") end }) end
  return "after"
end)
print(co())  --> closing
print(co())  --> after
