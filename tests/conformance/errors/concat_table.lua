-- Concatenating a table is an error. Manual 2.3.
local t = {}
local s = 1 .. t  --! attempt to concatenate a table value (local 't')
