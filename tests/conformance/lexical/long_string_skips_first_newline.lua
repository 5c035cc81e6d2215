-- A line break right after the opening bracket is not part of the string. Manual 3.1.
local s = [[
x
y]]
print(#s, s:byte(1), s:byte(2))  --> 3	120	10
