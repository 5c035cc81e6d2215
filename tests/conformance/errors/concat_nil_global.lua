-- Concatenating a nil global names it. Manual 2.3.
local s = "hello " .. nobody .. "!"  --! attempt to concatenate a nil value (global 'nobody')
