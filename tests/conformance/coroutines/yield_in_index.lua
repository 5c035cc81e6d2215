-- An __index metamethod may yield. Manual 2.6.
local t = setmetatable({}, { __index = function(_, k) return coroutine.yield("index " .. k) end })
local co = coroutine.wrap(function() return t.x .. t.y end)
print(co())     --> index x
print(co("a"))  --> index y
print(co("b"))  --> ab
