-- A function as __index is called for absent keys with table and key. Manual 2.4.
local t = setmetatable({ here = 1 }, { __index = function(self, k) return k .. "?" end })
print(t.here, t.gone, t[5])  --> 1	gone?	5?
