-- Arithmetic on a table is an error. Manual 2.3.
local t = {}
local x = t + 1  --! attempt to perform arithmetic on a table value (local 't')
