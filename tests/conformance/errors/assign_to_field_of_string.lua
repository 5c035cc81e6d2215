-- Assigning a field of a string is an error. Manual 2.3.
local s = "text"
s.x = 1  --! attempt to index a string value (local 's')
