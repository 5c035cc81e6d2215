-- The functions insert and remove respect metamethods. Manual 6.6.
local store = {}
local proxy = setmetatable({}, { __len = function() return #store end, __index = store, __newindex = store })
table.insert(proxy, "a"); table.insert(proxy, 1, "b")
print(store[1], store[2], rawlen(proxy))  --> b	a	0
print(table.remove(proxy, 1), store[1])   --> b	a
