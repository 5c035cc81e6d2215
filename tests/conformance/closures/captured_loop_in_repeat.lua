-- Captured locals of a repeat loop are closed before the next round. Manual 3.3.4.
local t = {}
local i = 0
repeat local x = i; t[i] = function() x = x + 1; return x end; i = i + 1 until x >= 2
print(t[0](), t[0](), t[1](), t[2]())  --> 1	2	2	3
