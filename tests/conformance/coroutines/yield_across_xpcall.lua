-- A coroutine yields from inside xpcall, whose handler sees later errors. Manual 2.6.
local co = coroutine.wrap(function()
  return xpcall(function() error(coroutine.yield("in xpcall"), 0) end, function(m) return "handled " .. m end)
end)
print(co())        --> in xpcall
print(co("boom"))  --> false	handled boom
