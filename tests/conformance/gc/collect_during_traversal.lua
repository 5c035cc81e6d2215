-- A collection may run during a traversal that clears fields. Manual 6.1.
local t, n = {}, 0
for i = 1, 200 do t["k" .. i] = {} end
for k in pairs(t) do t[k] = nil; n = n + 1; if n % 50 == 0 then collectgarbage() end end
print(n, next(t))  --> 200	nil
