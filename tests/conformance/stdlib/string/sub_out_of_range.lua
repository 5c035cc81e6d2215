-- Positions outside the string are corrected. Manual 6.4.
local s = "abc"
print(s:sub(0), s:sub(-10, 2), s:sub(2, 100), s:sub(4) == "", s:sub(3, 2) == "", s:sub(5, 9) == "")
--> abc	ab	bc	true	true	true
print(s:sub(math.mininteger, math.maxinteger))  --> abc
