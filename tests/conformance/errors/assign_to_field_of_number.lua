-- Assigning a field of a number is an error. Manual 2.3.
local t = { n = 1 }
t.n.x = 2  --! attempt to index a number value (field 'n')
