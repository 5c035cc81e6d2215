-- Bitwise operations name the variable. Manual 2.3.
local mask
local x = 1 & mask  --! attempt to perform bitwise operation on a nil value (local 'mask')
