-- Metamethods are fetched raw from the metatable. Manual 2.4.
local mt = setmetatable({}, { __index = function() return function() return "found" end end })
local t = setmetatable({}, mt)
print(t.x)    --> nil
print(t + 1)  --! attempt to perform arithmetic on a table value (local 't')
