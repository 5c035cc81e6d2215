-- A constructor may mix fields with extra arguments. Manual 3.4.9.
local function collect(...) return { "first", ..., n = select("#", ...), ... } end
local t = collect("a", "b")
print(#t, t[1], t[2], t[3], t[4], t.n)  --> 4	first	a	a	b	2
