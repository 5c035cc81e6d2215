-- Varargs are captured through a local. Manual 3.4.11.
local function keep(...) local a, b = ...; return function() return b, a end end
print(keep(1, 2)())  --> 2	1
print(load("local function f(...) return function() return ... end end", "=c") == nil)  --> true
