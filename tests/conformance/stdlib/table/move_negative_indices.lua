-- Any integer may be an index of move. Manual 6.6.
local t = table.move({ [-1] = "a", [0] = "b", "c" }, -1, 1, 1)
print(t[1], t[2], t[3])  --> a	b	c
