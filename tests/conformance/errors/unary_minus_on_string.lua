-- Negating a string that is no number names its type twice, once per operand. Manual 2.3.
local s = "abc"
local x = -s  --! attempt to unm a 'string' with a 'string'
