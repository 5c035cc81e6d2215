-- Calling an unknown library function names the field. Manual 2.3.
string.uppercase("x")  --! attempt to call a nil value (field 'uppercase')
