-- The function unpack takes any value that can be indexed. Manual 6.6.
local t = setmetatable({}, { __index = function(_, i) return i * 10 end, __len = function() return 3 end })
print(table.unpack(t))            --> 10	20	30
print(table.unpack("abc", 1, 2))  --> nil	nil
