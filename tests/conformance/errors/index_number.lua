-- Indexing a number is an error. Manual 2.3.
local n = 5
print(n.x)  --! attempt to index a number value (local 'n')
