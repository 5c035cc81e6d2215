-- The function ipairs takes nil, but a loop over it fails. Manual 6.1.
local f, s, i = ipairs(nil)
print(type(f), s, i)   --> function	nil	0
print(pcall(f, s, i))  --> false	attempt to index a nil value
