-- Empty matches advance by one character. Manual 6.4.
local t = {}
for p in ("abc"):gmatch("()") do t[#t + 1] = p end
print(table.concat(t, " "))  --> 1 2 3 4
local n = 0
for _ in ("abc"):gmatch("x*") do n = n + 1 end
print(n)                     --> 4
