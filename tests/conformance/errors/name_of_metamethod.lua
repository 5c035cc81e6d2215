-- An operation whose metamethod cannot be called names the event. Manual 2.4.
local t = setmetatable({}, { __add = 5 })
local x = t + 1  --! attempt to call a number value (metamethod 'add')
