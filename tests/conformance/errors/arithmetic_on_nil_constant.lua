-- Arithmetic on a literal nil has no name to show. Manual 2.3.
local x = nil + 1  --! attempt to perform arithmetic on a nil value
