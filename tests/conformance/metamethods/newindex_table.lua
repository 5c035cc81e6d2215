-- A table as __newindex receives the assignment. Manual 2.4.
local store = {}
local t = setmetatable({}, { __newindex = store })
t.x = 1
print(rawget(t, "x"), store.x)  --> nil	1
