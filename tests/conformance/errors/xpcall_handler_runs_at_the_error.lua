-- The handler runs before the stack unwinds. Manual 2.3.
local depth = 0
local function fail(n) depth = n; if n == 3 then error("deep", 0) end fail(n + 1); depth = 0 end
print(xpcall(fail, function(m) return m .. " at " .. depth end, 1))  --> false	deep at 3
