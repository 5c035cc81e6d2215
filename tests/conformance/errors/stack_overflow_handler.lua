-- The handler runs after a stack overflow. Manual 2.3.
local function f() return 1 + f() end
print(xpcall(f, function(m) return m:find("stack overflow", 1, true) and "overflow handled" end))
--> false	overflow handled
