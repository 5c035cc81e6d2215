-- Unary operators pass their operand twice. Manual 2.4.
local function same(a, b) return rawequal(a, b) end
local v = setmetatable({}, { __unm = same, __bnot = same })
print(-v, ~v)  --> true	true
