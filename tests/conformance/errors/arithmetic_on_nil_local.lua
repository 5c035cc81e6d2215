-- Arithmetic on a nil local names it. Manual 2.3.
local a, b = 1
local c = a * b  --! attempt to perform arithmetic on a nil value (local 'b')
