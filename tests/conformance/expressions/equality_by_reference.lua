-- Tables and functions are equal only to themselves. Manual 3.4.4.
local t = {}
print(t == t, t == {}, print == print, {} ~= {})  --> true	false	true	true
