-- A long comment spans lines and may carry a level. Manual 3.1.
local a = 1 --[[ a = 2
a = 3 ]] local b = --[==[ ]] ]=] ]==] 4
print(a, b)  --> 1	4
