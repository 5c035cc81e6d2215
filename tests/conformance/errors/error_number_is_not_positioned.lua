-- A number as error object stays a number. Manual 6.1.
local _, e = pcall(function() error(7) end)
print(e, math.type(e))  --> 7	integer
