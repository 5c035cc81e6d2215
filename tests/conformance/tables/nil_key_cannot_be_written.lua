-- Writing under the key nil is an error. Manual 2.1.
local t, k = {}
t[k] = 1  --! table index is nil
