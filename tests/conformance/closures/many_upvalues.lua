-- A function may capture many variables. Manual 3.5.
local src = { "local t = {}" }
for i = 1, 150 do src[#src + 1] = "local v" .. i .. " = " .. i end
src[#src + 1] = "return function() return v1"
for i = 2, 150 do src[#src + 1] = " + v" .. i end
src[#src + 1] = " end"
print(load(table.concat(src, "\n"))()())  --> 11325
