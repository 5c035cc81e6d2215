-- Each round of a generic loop has its own variables. Manual 3.3.5.
local get = {}
for i, v in ipairs { "a", "b" } do get[i] = function() v = v .. i; return v end end
print(get[1](), get[2](), get[1]())  --> a1	b2	a11
