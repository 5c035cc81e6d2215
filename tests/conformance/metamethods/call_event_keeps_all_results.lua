-- A __call metamethod may return any number of values. Manual 2.4.
local t = setmetatable({}, { __call = function(_, n) return table.unpack({ 1, 2, 3 }, 1, n) end })
print(t(3))                          --> 1	2	3
print(select("#", t(0)), #{ t(2) })  --> 0	2
