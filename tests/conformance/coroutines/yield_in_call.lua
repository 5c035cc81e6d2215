-- A __call metamethod may yield. Manual 2.6.
local v = setmetatable({}, { __call = function(_, x) return x, coroutine.yield("call") end })
local co = coroutine.wrap(function() return v(1) end)
print(co())   --> call
print(co(2))  --> 1	2
