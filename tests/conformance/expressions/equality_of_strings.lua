-- Strings compare by content however they were made. Manual 3.4.4.
local s = string.rep("x", 100)
print(s == string.rep("xx", 50), "a" .. "b" == "ab", s ~= s .. "y")  --> true	true	true
