-- Each round of a numeric loop has its own variable. Manual 3.3.5.
local get = {}
for i = 1, 3 do get[i] = function() return i end end
print(get[1](), get[2](), get[3]())  --> 1	2	3
