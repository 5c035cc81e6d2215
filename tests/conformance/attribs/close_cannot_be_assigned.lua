-- A variable to be closed is constant. Manual 3.3.8.
local x <close> = nil
x = 1  --! attempt to assign to const variable 'x'
