-- A nil key in a constructor is an error too. Manual 3.4.9.
local k
local t = { [k] = 1 }  --! table index is nil
