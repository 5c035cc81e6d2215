-- Array and hash fields live side by side. Manual 2.1.
local t = {}
for i = 1, 64 do t[i] = i; t[-i] = -i; t[i + 0.5] = "half" end
local sum = 0
for i = -64, 64 do sum = sum + (t[i] or 0) end
print(#t, sum, t[64.5], t[-64], t[0])  --> 64	0	half	-64	nil
