-- A closure shares the variable, not its value. Manual 3.5.
local n = 1
local function get() return n end
n = 2
print(get())  --> 2
