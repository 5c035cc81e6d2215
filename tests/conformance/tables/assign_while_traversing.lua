-- Existing fields may be assigned during a traversal. Manual 6.1.
local t = { a = 1, b = 2, 3 }
for k, v in pairs(t) do t[k] = v * 2 end
print(t.a, t.b, t[1])  --> 2	4	6
