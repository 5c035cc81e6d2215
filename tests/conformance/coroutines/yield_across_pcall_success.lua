-- A pcall that was interrupted by a yield returns its results. Manual 2.6.
local co = coroutine.wrap(function() return pcall(function(...) return coroutine.yield(...) end, 1, 2) end)
print(co())             --> 1	2
print(co("back", nil))  --> true	back	nil
