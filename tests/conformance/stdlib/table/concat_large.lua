-- A large list is joined in one string. Manual 6.6.
local t = {}
for i = 1, 10000 do t[i] = i end
local s = table.concat(t, ",")
print(#s, s:sub(1, 10), s:sub(-10))  --> 48893	1,2,3,4,5,	9999,10000
