-- Calling a nil field names the field. Manual 2.3.
local t = {}
t.start()  --! attempt to call a nil value (field 'start')
