-- A failed assertion raises an object of any type. Manual 6.1.
local e = {}
print(select(2, pcall(assert, false, e)) == e)  --> true
