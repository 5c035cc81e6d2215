-- Constants in loops are fresh in each round. Manual 3.3.7.
local get = {}
for i = 1, 2 do local c <const> = i * 10; get[i] = function() return c end end
print(get[1](), get[2]())  --> 10	20
