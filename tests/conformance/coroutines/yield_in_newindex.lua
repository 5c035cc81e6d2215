-- A __newindex metamethod may yield. Manual 2.6.
local t = setmetatable({}, { __newindex = function(t, k, v) rawset(t, k, v + coroutine.yield(k)) end })
local co = coroutine.wrap(function() t.x = 1; return t.x end)
print(co())    --> x
print(co(10))  --> 11
