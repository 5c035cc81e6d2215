-- A wrapped coroutine is a plain function. Manual 6.2.
local f = coroutine.wrap(function(a) local b = coroutine.yield(a + 1); return a + b end)
print(type(f), f(1), f(10))  --> function	2	11
