-- Reading a nil or NaN key gives nil. Manual 2.1.
local t = { 1 }
print(t[nil], t[0/0])  --> nil	nil
