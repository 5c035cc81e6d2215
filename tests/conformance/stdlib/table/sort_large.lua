-- The function sort works for long lists. Manual 6.6.
local t, x = {}, 1
for i = 1, 5000 do x = x * 16807 % 2147483647; t[i] = x end
table.sort(t)
local ok = true
for i = 2, #t do ok = ok and t[i - 1] <= t[i] end
print(ok, #t)  --> true	5000
