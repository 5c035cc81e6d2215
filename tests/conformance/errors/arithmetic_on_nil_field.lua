-- Arithmetic on a nil field names the field. Manual 2.3.
local player = {}
player.hp = player.hp - 10  --! attempt to perform arithmetic on a nil value (field 'hp')
