-- Indexing a boolean is an error. Manual 2.3.
local flag = { set = true }
print(flag.set.x)  --! attempt to index a boolean value (field 'set')
