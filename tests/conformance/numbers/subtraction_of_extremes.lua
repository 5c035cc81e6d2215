-- Differences of integers wrap around. Manual 3.4.1.
local min, max = math.mininteger, math.maxinteger
print(max - min, min - max, 0 - min == min, min + min, max + max)  --> -1	1	true	0	-2
