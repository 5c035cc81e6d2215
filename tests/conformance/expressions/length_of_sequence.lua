-- The length of a sequence is its last index. Manual 3.4.7.
local t = { 1, 2, 3 }
t[#t + 1] = 4
print(#t, #{}, #{ n = 1 }, #{ nil })  --> 4	0	0	0
t[#t] = nil
print(#t)                             --> 3
