-- A collection keeps keys and values of a reachable table. Manual 2.5.
local t = {}
for i = 1, 100 do t[{ i }] = { i } end
collectgarbage()
local n = 0
for k, v in pairs(t) do n = n + (k[1] == v[1] and 1 or 0) end
print(n)  --> 100
