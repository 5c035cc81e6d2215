-- Concatenating a nil local names it. Manual 2.3.
local name
local s = "hello " .. name  --! attempt to concatenate a nil value (local 'name')
