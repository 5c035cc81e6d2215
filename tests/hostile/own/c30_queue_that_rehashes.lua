-- attack: cpu; a queue and a set at the edge of their size: each new key could make all keys move
-- expect: ok
local t = {}
for i = 1, 2 ^ 15 - 1 do t[i + 0.5] = true end
for i = 1, 60000 do t[i + 0.25] = true; t[i + 0.25] = nil end
local queue, first = {}, 1
for i = 1, 2 ^ 14 do queue[i] = i end
for i = 2 ^ 14 + 1, 60000 do
  queue[i] = i
  queue[first] = nil
  first = first + 1
end
print("ok")
