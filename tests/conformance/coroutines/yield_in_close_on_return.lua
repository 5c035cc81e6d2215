-- A yield while closing on return keeps the returned values. Manual 3.3.8.
local co = coroutine.wrap(function()
  local x <close> = setmetatable({}, { __close = function() coroutine.yield("closing") end })
  return 1, 2, 3
end)
print(co())  --> closing
print(co())  --> 1	2	3
