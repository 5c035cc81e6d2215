-- The handler sees runtime errors with their position. Manual 6.1.
local function bad() local t; return t.x end
print(xpcall(bad, function(m) return (m:gsub("^.-:%d+: ", "")) end))
--> false	attempt to index a nil value (local 't')
