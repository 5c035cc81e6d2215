-- The closing value is closed by a goto out of the loop. Manual 3.3.5.
local closing = setmetatable({}, { __close = function() print("closed") end })
for _ in next, { "x" }, nil, closing do goto out end  --> closed
::out::
print("out")                                          --> out
