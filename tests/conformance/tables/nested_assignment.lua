-- Fields of fields are assigned through any depth. Manual 3.3.3.
local t = { a = { b = { c = 1 } } }
t.a.b.c, t.a.b.d = t.a.b.c + 1, "new"
print(t.a.b.c, t.a.b.d)  --> 2	new
