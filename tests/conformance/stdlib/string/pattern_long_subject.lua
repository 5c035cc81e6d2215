-- Simple repetitions work on long subjects. Manual 6.4.1.
local s = ("a"):rep(100000)
print(#s:match(".*"), #s:match("a-$"), s:find("b"), select(2, s:gsub("a", "")))
--> 100000	100000	nil	100000
