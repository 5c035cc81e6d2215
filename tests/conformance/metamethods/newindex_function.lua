-- A function as __newindex is called for absent keys instead of assigning. Manual 2.4.
local log = {}
local t = setmetatable({ old = 1 }, { __newindex = function(self, k, v) log[#log + 1] = k .. "=" .. v end })
t.old, t.new = 2, 3
print(t.old, t.new, log[1], #log)  --> 2	nil	new=3	1
