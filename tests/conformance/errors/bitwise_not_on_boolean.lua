-- Bitwise negation of a boolean is an error. Manual 2.3.
local b = true
local x = ~b  --! attempt to perform bitwise operation on a boolean value (local 'b')
