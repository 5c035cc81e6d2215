-- Indexing the result of a call has no name to show. Manual 2.3.
local function f() end
print(f().x)  --! attempt to index a nil value
