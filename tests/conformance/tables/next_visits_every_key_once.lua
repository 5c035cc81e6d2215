-- A traversal visits every field exactly once. Manual 6.1.
local t = { 10, 20, 30, x = 1, y = 2, [2.5] = 3, [true] = 4 }
local n, sum = 0, 0
for _, v in pairs(t) do n, sum = n + 1, sum + v end
print(n, sum)  --> 7	70
