-- Arithmetic of a string and a table without a metamethod names both types. Manual 2.3.
local t = {}
local x = "10" + t  --! attempt to add a 'string' with a 'table'
