-- Indexing a nil list element names it as an integer index. Manual 2.3.
local t = {}
print(t[1].x)  --! attempt to index a nil value (field 'integer index')
