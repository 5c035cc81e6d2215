-- A sequence filled from its end has its full length once complete. Manual 3.4.7.
local t = {}
for i = 100, 1, -1 do t[i] = i end
local sum = 0
for _, v in ipairs(t) do sum = sum + v end
print(#t, sum)  --> 100	5050
