-- Arithmetic on a nil global names it. Manual 2.3.
local x = 1 + undefined  --! attempt to perform arithmetic on a nil value (global 'undefined')
