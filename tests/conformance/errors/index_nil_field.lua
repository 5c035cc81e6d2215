-- Indexing a nil field names the field. Manual 2.3.
local t = { a = {} }
print(t.a.b.c)  --! attempt to index a nil value (field 'b')
