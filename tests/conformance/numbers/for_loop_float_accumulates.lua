-- A float loop adds its step, rounding errors included. Manual 3.3.5.
local n = 0
for _ = 0, 1, 0.1 do n = n + 1 end
for x = 1, 0, -0.25 do n = n + x end
print(n)  --> 13.5
