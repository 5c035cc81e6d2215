-- Coroutines resume other coroutines. Manual 2.6.
local function gen(n)
  return coroutine.wrap(function()
    if n > 0 then for v in gen(n - 1) do coroutine.yield(v) end end
    coroutine.yield(n)
  end)
end
local out = {}
for v in gen(4) do out[#out + 1] = v end
print(table.concat(out, " "))  --> 0 1 2 3 4
