-- Arithmetic on a boolean is an error. Manual 2.3.
local ok = true
local x = 2 * ok  --! attempt to perform arithmetic on a boolean value (local 'ok')
