-- Writing under the key NaN is an error. Manual 2.1.
local t = {}
t[0/0] = 1  --! table index is NaN
