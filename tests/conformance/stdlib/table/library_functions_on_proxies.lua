-- Library functions need the metamethods of what they access. Manual 6.6.
local readonly = setmetatable({}, { __index = { 1, 2 }, __len = function() return 2 end })
print(table.concat(readonly, ","))  --> 1,2
table.insert(readonly, 3)
print(rawget(readonly, 3))          --> 3
