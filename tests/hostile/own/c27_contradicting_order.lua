-- attack: cpu; comparators that lie: always true, always false, at random, changing the list
-- expect: ok
local t = {}
local function fill() for i = 1, 2000 do t[i] = i * 7919 % 2003 end end
local function still_whole()
  local n = 0
  for _ in pairs(t) do n = n + 1 end
  assert(n == 2000, n)
end
for _, order in ipairs{
  function() return true end,
  function() return false end,
  function() return math.random(2) == 1 end,
  function(a, b) return a <= b end,
  function(a, b) return a % 10 < b % 7 end,
} do
  fill()
  pcall(table.sort, t, order)
  still_whole()
end
fill()
pcall(table.sort, t, function(a, b) t[a % 2000 + 1] = b; return a < b end)
still_whole()
print("ok")
