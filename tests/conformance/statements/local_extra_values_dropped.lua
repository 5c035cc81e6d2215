-- Extra values of a declaration are evaluated and dropped. Manual 3.3.7.
local n = 0
local function tick() n = n + 1; return n end
local a = tick(), tick()
print(a, n)  --> 1	2
