-- A loop near the limits of integers ends without wrapping around. Manual 3.3.5.
local n = 0
for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end
for i = math.mininteger + 1, math.mininteger, -1 do n = n + 1 end
for i = math.maxinteger - 1, math.huge do n = n + 1 end
print(n)  --> 7
