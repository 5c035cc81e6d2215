-- String values have the string functions as methods. Manual 6.4.
local s = "abc"
print(s:upper(), ("x"):rep(3), s:len(), ("%d"):format(7))  --> ABC	xxx	3	7
