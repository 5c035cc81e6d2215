-- A constructor collects the extra arguments. Manual 3.4.9.
local function collect(...) return { ... } end
local t = collect("a", "b", "c")
print(#t, t[1], t[3], #collect())  --> 3	a	c	0
