-- Calling a nil list element names it as an integer index. Manual 2.3.
local t = {}
t[1]()  --! attempt to call a nil value (field 'integer index')
