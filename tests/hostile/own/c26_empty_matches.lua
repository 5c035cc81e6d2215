-- attack: cpu; a pattern that matches nothing between any two bytes, without end
-- expect: limit:cpu
local s = string.rep("x", 100000)
while true do
  local _, n = s:gsub("", "")
  assert(n == 100001)
  _, n = s:gsub("y*", "%0")
  assert(n == 100001)
end
