-- Negating a table is an arithmetic error. Manual 2.3.
local t = {}
local x = -t  --! attempt to perform arithmetic on a table value (local 't')
