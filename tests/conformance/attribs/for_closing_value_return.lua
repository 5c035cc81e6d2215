-- The closing value is closed by return. Manual 3.3.5.
local closing = setmetatable({}, { __close = function() print("closed") end })
local function first() for k in next, { "x" }, nil, closing do return k end end
print(first())  --> closed
                --> 1
