-- A repeat loop runs at least once. Manual 3.3.4.
local n = 0
repeat n = n + 1 until true
repeat n = n * 2 until n > 10
print(n)  --> 16
