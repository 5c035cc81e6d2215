-- Indexing a nil local names it. Manual 2.3.
local config
print(config.size)  --! attempt to index a nil value (local 'config')
