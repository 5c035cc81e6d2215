-- Assigning a field of nil names the variable. Manual 2.3.
local t
t.x = 1  --! attempt to index a nil value (local 't')
