-- The iterator of a generic loop may yield. Manual 2.6.
local function iter(n, i) if i < n then return i + coroutine.yield("step") end end
local co = coroutine.wrap(function() local s = 0; for i in iter, 4, 0 do s = s + i end return s end)
print(co()); print(co(1)); print(co(2)); print(co(1))  --> step
                                                       --> step
                                                       --> step
                                                       --> 8
