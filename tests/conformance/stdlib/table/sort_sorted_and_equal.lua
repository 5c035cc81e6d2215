-- Sorted, reversed and constant lists are no special cases. Manual 6.6.
local up, down, same = {}, {}, {}
for i = 1, 1000 do up[i], down[i], same[i] = i, 1001 - i, 7 end
table.sort(up); table.sort(down); table.sort(same)
print(up[1], up[1000], down[1], down[1000], same[500])  --> 1	1000	1	1000	7
