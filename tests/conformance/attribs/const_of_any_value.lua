-- A constant may hold a value computed at run time. Manual 3.3.7.
local t <const> = { n = 1 }
t.n = t.n + 1
local f <const> = function() return t.n end
print(f())  --> 2
