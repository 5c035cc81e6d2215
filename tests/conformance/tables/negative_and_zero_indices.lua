-- Indices may be zero or negative, which do not count for the length. Manual 3.4.7.
local t = { [-1] = "m", [0] = "z", "one" }
print(t[-1], t[0], t[1], #t)  --> m	z	one	1
