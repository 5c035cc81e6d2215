-- Expressions nest deeply. Manual 3.4.
local src = ("("):rep(100) .. "7" .. (")"):rep(100)
print(load("return " .. src)())                        --> 7
print(load("return " .. ("not "):rep(99) .. "nil")())  --> true
