-- A backslash before a line break puts a newline in the string. Manual 3.1.
local s = "a\
b"
print(#s, s:byte(2))  --> 3	10
