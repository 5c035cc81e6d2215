-- The length of nil names the variable. Manual 2.3.
local list
print(#list)  --! attempt to get length of a nil value (local 'list')
