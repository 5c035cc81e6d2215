-- A function may hold more constants than a byte can number. Manual 3.3.2.
local src = {}
for i = 1, 1000 do src[i] = "'k" .. i .. "'" end
local f = load("local t = {" .. table.concat(src, ",") .. "} t.k999 = 'x' return t[256], t[1000], t.k999")
print(f())  --> k256	k1000	x
