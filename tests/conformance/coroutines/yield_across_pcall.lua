-- A coroutine yields from inside pcall, which still catches later errors. Manual 2.6.
local co = coroutine.wrap(function()
  return pcall(function()
    local x = coroutine.yield("in pcall")
    error("got " .. x, 0)
  end)
end)
print(co())         --> in pcall
print(co("value"))  --> false	got value
