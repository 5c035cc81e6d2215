-- Calling a table without a metamethod is an error. Manual 2.3.
local t = {}
t()  --! attempt to call a table value (local 't')
