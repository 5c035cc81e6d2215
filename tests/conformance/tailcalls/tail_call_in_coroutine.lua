-- Tail calls work inside coroutines. Manual 3.4.10.
local function loop(n) if n == 0 then return coroutine.yield("bottom") end return loop(n - 1) end
local co = coroutine.wrap(loop)
print(co(100000))    --> bottom
print(co("result"))  --> result
