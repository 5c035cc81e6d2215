-- A local of the body that only the condition captures is fresh in each round, too. Manual 3.3.4.
local kept = {}
local function keep(f) kept[#kept + 1] = f; return #kept >= 3 end
local i = 0
repeat
  i = i + 1
  local x = i * 10
until keep(function() x = x + 1; return x end)
print(kept[1](), kept[2](), kept[3](), kept[1]())  --> 11	21	31	12

-- And in a condition that is always true.
repeat local y = 5; kept[4] = nil until (function() kept[4] = function() return y end; return true end)()
print(kept[4]())  --> 5
