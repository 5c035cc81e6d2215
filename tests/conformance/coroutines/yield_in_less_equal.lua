-- A comparison used as a value may yield in its metamethod. Manual 2.6.
local v = setmetatable({}, { __le = function() return coroutine.yield("le") end })
local co = coroutine.wrap(function() local a = v <= 1; return a, not (v >= v) end)
print(co()); print(co(5)); print(co(nil))  --> le
                                           --> le
                                           --> true	true
