-- Bitwise operations name the field. Manual 2.3.
local t = { bits = {} }
local x = t.bits | 1  --! attempt to perform bitwise operation on a table value (field 'bits')
