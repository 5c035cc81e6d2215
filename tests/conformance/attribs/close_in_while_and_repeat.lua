-- Every kind of loop closes at the end of its body. Manual 3.3.8.
local n = 0
local function closer() return setmetatable({}, { __close = function() n = n + 1 end }) end
while n < 2 do local c <close> = closer() end
repeat local c <close> = closer() until n >= 2
print(n)  --> 3
