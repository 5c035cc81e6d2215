-- attack: memory; coroutines hand a hundred thousand values around, and keep stacks of that size
-- expect: limit:mem|limit:cpu
local t = {}
for i = 1, 100000 do t[i] = i end
local keep = {}
while true do
  local co = coroutine.wrap(function(...)
    local function pass(...) return coroutine.yield(...) end
    return pass(...)
  end)
  co(table.unpack(t))
  keep[#keep + 1] = co
end
