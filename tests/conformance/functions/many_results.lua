-- Results are limited only by the stack. Manual 3.4.12.
local t = {}
for i = 1, 2000 do t[i] = i end
local function all() return table.unpack(t) end
print(select("#", all()), (select(2000, all())), #{ all() })  --> 2000	2000	2000
