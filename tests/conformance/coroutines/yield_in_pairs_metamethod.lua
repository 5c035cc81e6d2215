-- A __pairs metamethod may yield. Manual 2.6.
local t = setmetatable({}, { __pairs = function(t) coroutine.yield("pairs"); return next, { "v" } end })
local co = coroutine.wrap(function() for k, v in pairs(t) do coroutine.yield(k, v) end return "end" end)
print(co()); print(co()); print(co())  --> pairs
                                       --> 1	v
                                       --> end
