-- Arithmetic on a function is an error. Manual 2.3.
local x = print // 2  --! attempt to perform arithmetic on a function value (global 'print')
