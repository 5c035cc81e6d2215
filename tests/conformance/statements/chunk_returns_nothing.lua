-- A function without return gives no values. Manual 3.3.4.
local function none() end
print(select("#", none()), (none()))  --> 0	nil
print(none())                         -->
