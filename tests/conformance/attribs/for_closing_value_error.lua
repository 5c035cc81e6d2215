-- The closing value is closed by an error in the loop. Manual 3.3.5.
local closing = setmetatable({}, { __close = function(_, e) print("closed for " .. e) end })
local function f() for _ in next, { "x" }, nil, closing do error("oops", 0) end end
print(pcall(f))  --> closed for oops
                 --> false	oops
