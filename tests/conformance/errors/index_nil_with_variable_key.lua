-- An element under a variable key has no name to show. Manual 2.3.
local t, k = {}, "k"
print(t[k].x)  --! attempt to index a nil value (field '?')
