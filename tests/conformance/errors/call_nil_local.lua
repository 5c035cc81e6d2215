-- Calling a nil local names it. Manual 2.3.
local callback
callback(1)  --! attempt to call a nil value (local 'callback')
