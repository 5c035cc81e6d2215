-- The function select counts arguments, nils included. Manual 6.1.
local function count(...) return select("#", ...) end
print(count(), count(nil), count(nil, nil), count(1, nil, 3, nil))  --> 0	1	2	4
