-- A constant variable that holds a quotient by zero is a variable like others in messages. Manual 3.3.3.
local c <const> = 1 / 0
c.x = 1  --! attempt to index a number value (local 'c')
