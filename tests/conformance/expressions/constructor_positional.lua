-- Positional fields take the indices from one on. Manual 3.4.9.
local t = { "a", x = 1, "b", [10] = "c", "d" }
print(t[1], t[2], t[3], t[10], t.x, #t)  --> a	b	d	c	1	3
