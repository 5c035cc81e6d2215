-- The environment is an upvalue that nested functions share. Manual 2.2.
local env = { n = 0 }
local inc, get = load("return function() n = n + 1 end, function() return n end", "=c", "t", env)()
inc(); inc()
print(get(), env.n)  --> 2	2
