-- The traversal of ipairs sees elements appended on the way. Manual 6.1.
local t, n = { 1 }, 0
for i in ipairs(t) do n = n + 1; if i < 5 then t[i + 1] = true end end
print(n)  --> 5
