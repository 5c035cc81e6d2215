-- A constant cannot be assigned. Manual 3.3.7.
local limit <const> = 10
limit = 11  --! attempt to assign to const variable 'limit'
