-- Concatenating a nil field names the field. Manual 2.3.
local user = {}
local s = user.name .. "!"  --! attempt to concatenate a nil value (field 'name')
