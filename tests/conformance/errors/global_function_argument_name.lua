-- Fields of nested tables are named by the last key. Manual 2.3.
local game = { player = { pos = {} } }
local x = game.player.pos.x + 1  --! attempt to perform arithmetic on a nil value (field 'x')
