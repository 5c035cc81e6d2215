-- Calling the result of a call has no name to show. Manual 2.3.
local function f() return 1 end
f()()  --! attempt to call a number value
