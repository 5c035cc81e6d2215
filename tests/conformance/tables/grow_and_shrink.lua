-- A sequence can grow and shrink again. Manual 3.4.7.
local t = {}
for i = 1, 1000 do t[i] = i end
print(#t)                --> 1000
for i = 1000, 11, -1 do t[i] = nil end
print(#t, t[10], t[11])  --> 10	10	nil
