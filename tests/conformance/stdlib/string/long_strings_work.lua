-- Strings may be megabytes long. Manual 2.1.
local s = ("abc"):rep(1000000)
print(#s, s:sub(-3), s:find("cab", 2000000, true), #(s .. s))  --> 3000000	abc	2000001	6000000
