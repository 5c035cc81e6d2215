-- A float loop may start at an infinity. Manual 3.3.5.
for x = -math.huge, 0 do print(x); break end                   --> -inf
for x = 1, math.huge do if x > 2 then print(x); break end end  --> 3
