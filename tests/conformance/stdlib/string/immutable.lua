-- String functions return new strings. Manual 2.1.
local s = "abc"
local u = s:upper()
print(s, u, s == "abc")  --> abc	ABC	true
