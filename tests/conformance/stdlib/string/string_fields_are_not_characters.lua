-- A string has no fields but the library's functions. Manual 6.4.
local s = "abc"
print(s[1], s.x, s.n)  --> nil	nil	nil
