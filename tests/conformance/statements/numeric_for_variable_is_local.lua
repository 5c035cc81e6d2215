-- Assigning to the control variable does not change the count. Manual 3.3.5.
local i, seen = "outer", {}
for i = 1, 3 do i = i * 10; seen[#seen + 1] = i end
print(table.concat(seen, " "), i)  --> 10 20 30	outer
