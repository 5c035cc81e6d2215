-- Thousands of suspended coroutines coexist. Manual 2.6.
local list = {}
for i = 1, 2000 do
  list[i] = coroutine.wrap(function() local x = coroutine.yield(i); return x + i end)
  list[i]()
end
local sum = 0
for i = 1, 2000 do sum = sum + list[i](1) end
print(sum)  --> 2003000
