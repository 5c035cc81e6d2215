-- The function ipairs returns an iterator, its argument and zero. Manual 6.1.
local t = { "x" }
local f, s, i = ipairs(t)
print(type(f), s == t, i)  --> function	true	0
print(f(s, i))             --> 1	x
print(f(s, 1))             --> nil
