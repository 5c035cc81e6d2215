-- Each coroutine has its own call stack. Manual 2.6.
local function deep(n) if n == 0 then coroutine.yield("bottom") return 0 end return 1 + deep(n - 1) end
local a, b = coroutine.wrap(deep), coroutine.wrap(deep)
print(a(1000), b(500))  --> bottom	bottom
print(a(), b())         --> 1000	500
