-- Calling a wrapped coroutine that has ended is an error. Manual 6.2.
local f = coroutine.wrap(function() return "end" end)
print(f())  --> end
f()         --! cannot resume dead coroutine
