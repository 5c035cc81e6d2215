-- The length of a number is an error. Manual 2.3.
local t = { n = 5 }
print(#t.n)  --! attempt to get length of a number value (field 'n')
