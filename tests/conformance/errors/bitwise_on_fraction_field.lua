-- A fraction under a field is named when it has no integer value. Manual 2.3.
local t = { half = 0.5 }
local x = t.half << 1  --! number (field 'half') has no integer representation
