-- A constructor takes any number of positional items. Manual 3.4.9.
local src = {}
for i = 1, 500 do src[i] = i end
local t = load("return {" .. table.concat(src, ",") .. "}")()
print(#t, t[1], t[50], t[51], t[500])  --> 500	1	50	51	500
