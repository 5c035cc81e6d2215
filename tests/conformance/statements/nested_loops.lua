-- Loops nest with their own counters. Manual 3.3.4.
local t = {}
for i = 1, 3 do for j = i, 3 do t[#t + 1] = i .. j end end
print(table.concat(t, " "))  --> 11 12 13 22 23 33
