-- A comparison in a condition may yield in its metamethod. Manual 2.6.
local v = setmetatable({}, { __lt = function() return coroutine.yield("lt") end })
local co = coroutine.wrap(function()
  if v < 1 then return "less" elseif v > 1 then return "greater" end
  return "neither"
end)
print(co()); print(co(false)); print(co(true))  --> lt
                                                --> lt
                                                --> greater
