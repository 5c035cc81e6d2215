-- Bitwise metamethods may yield. Manual 2.6.
local op = function() return coroutine.yield("bits") end
local v = setmetatable({}, { __band = op, __shl = op, __bnot = op })
local co = coroutine.wrap(function() return v & 1, 1 << v, ~v end)
print(co()); print(co(1)); print(co(2)); print(co(3))  --> bits
                                                       --> bits
                                                       --> bits
                                                       --> 1	2	3
