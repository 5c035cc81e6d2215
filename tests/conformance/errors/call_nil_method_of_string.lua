-- Calling an unknown method of a string names the method. Manual 2.3.
local s = "x"
s:trim()  --! attempt to call a nil value (method 'trim')
