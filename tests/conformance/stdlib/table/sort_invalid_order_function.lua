-- An order function that is always true ends in an error or in some order. Manual 6.6.
local t = {}
for i = 1, 100 do t[i] = i end
local ok, message = pcall(table.sort, t, function() return true end)
print(ok or message == "invalid order function for sorting", #t)  --> true	100
