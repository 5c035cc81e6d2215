-- attack: memory; a list that doubles itself by table.move, and one made of others by table.unpack
-- expect: limit:mem
local t = {1, 2, 3, 4}
while true do table.move(t, 1, #t, #t + 1) end
