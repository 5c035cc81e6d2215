-- An assignment through __newindex goes on over several tables. Manual 2.4.
local last = {}
local mid = setmetatable({}, { __newindex = last })
local t = setmetatable({}, { __newindex = mid })
t[1] = "x"
print(#t, #mid, last[1])  --> 0	0	x
