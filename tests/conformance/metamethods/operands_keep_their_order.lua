-- A metamethod gets the operands in the order of the expression. Manual 2.4.
local function one(x) return type(x) == "table" and "v" or x end
local function show(a, b) return one(a) .. " " .. one(b) end
local v = setmetatable({}, { __sub = show, __shl = show, __div = show })
print(v - 1, 1 - v, v << 2, 2 << v, 1.5 / v, v - v)  --> v 1	1 v	v 2	2 v	1.5 v	v v
