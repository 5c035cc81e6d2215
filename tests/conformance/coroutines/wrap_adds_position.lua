-- A wrapped coroutine adds the caller's position to an error message. Manual 6.2.
local f = coroutine.wrap(function() error("inside", 0) end)
f()  --! inside
