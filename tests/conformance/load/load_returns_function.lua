-- The function load compiles a string without running it. Manual 6.1.
local f = load("return 1 + 1")
print(type(f), f())  --> function	2
