-- Raw access ignores metamethods. Manual 6.1.
local t = setmetatable({}, { __index = { x = 1 }, __newindex = error })
rawset(t, "y", 2)
print(t.x, rawget(t, "x"), rawget(t, "y"))  --> 1	nil	2
