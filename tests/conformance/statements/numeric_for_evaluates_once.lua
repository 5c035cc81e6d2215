-- The bounds of a numeric loop are evaluated once. Manual 3.3.5.
local n = 0
local function bound(x) n = n + 1; return x end
local limit = 3
for i = bound(1), bound(limit), bound(1) do limit = 100 end
print(n, limit)  --> 3	100
