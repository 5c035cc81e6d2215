-- Strings hold any byte, zero included. Manual 2.1.
local s = "a\0b"
print(#s, s == "a", s == "a\0b", s < "a\0c")  --> 3	false	true	true
