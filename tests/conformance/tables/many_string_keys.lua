-- Tables hold thousands of string keys. Manual 2.1.
local t = {}
for i = 1, 5000 do t["key" .. i] = i end
for i = 1, 5000, 2 do t["key" .. i] = nil end
local n = 0
for _ in pairs(t) do n = n + 1 end
print(n, t.key1, t.key2, t.key5000)  --> 2500	nil	2	5000
