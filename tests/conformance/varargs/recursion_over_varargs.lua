-- A function can recurse over its extra arguments. Manual 3.4.11.
local function sum(x, ...) if x == nil then return 0 end return x + sum(...) end
print(sum(1, 2, 3, 4), sum())  --> 10	0
