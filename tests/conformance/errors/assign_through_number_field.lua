-- Assigning through a field that is no table names that field. Manual 2.3.
local t = { x = 1 }
t.x.y.z = 1  --! attempt to index a number value (field 'x')
