-- attack: cpu; a set without end after an item that is tried again and again
-- expect: limit:cpu
local p = "x-[" .. string.rep("y", 100000)
local s = string.rep("x", 1000)
while true do
  assert(not pcall(string.find, s, p))
  assert(not pcall(string.find, s, "%f" .. p:sub(3)))
end
