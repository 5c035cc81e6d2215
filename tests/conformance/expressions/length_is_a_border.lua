-- The length of a table with holes is one of its borders. Manual 3.4.7.
local t = { 1, 2, nil, 4 }
local n = #t
print(t[n] ~= nil and t[n + 1] == nil)  --> true
