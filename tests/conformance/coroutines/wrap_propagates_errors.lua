-- A wrapped coroutine propagates errors to its caller. Manual 6.2.
local f = coroutine.wrap(function() error({ "object" }) end)
local ok, e = pcall(f)
print(ok, e[1])  --> false	object
local g = coroutine.wrap(function() error("plain", 0) end)
print(pcall(g))  --> false	plain
