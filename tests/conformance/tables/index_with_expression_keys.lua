-- Integer keys that need computing reach the list part. Manual 3.2.
local t = { "a", "b", "c", "d" }
local i = 2
print(t[i], t[i + 1], t[i * 2], t[6 // 2], t[2.0], t["2"])  --> b	c	d	c	b	nil
