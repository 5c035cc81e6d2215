-- A collection keeps everything that can be reached. Manual 2.5.
local t, n = {}, 0
for i = 1, 1000 do t[i] = { name = "n" .. i, f = function() return i end } end
collectgarbage()
for i = 1, 1000 do n = n + (t[i].name == "n" .. i and t[i].f() or 0) end
print(n)  --> 500500
