-- A __len metamethod may yield. Manual 2.6.
local v = setmetatable({}, { __len = function() return coroutine.yield("len") end })
local co = coroutine.wrap(function() return #v + 1 end)
print(co())    --> len
print(co(41))  --> 42
