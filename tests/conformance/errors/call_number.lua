-- Calling a number is an error. Manual 2.3.
local n = 42
n()  --! attempt to call a number value (local 'n')
