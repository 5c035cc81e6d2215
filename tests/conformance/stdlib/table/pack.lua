-- The function pack counts its arguments in the field n. Manual 6.6.
local t = table.pack("a", nil, "c", nil)
print(t.n, t[1], t[2], t[3], t[4])    --> 4	a	nil	c	nil
print(table.pack().n, #table.pack())  --> 0	0
