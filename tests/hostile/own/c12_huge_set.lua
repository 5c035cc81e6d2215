-- attack: cpu; a set of a megabyte, tried at each byte, once and repeated
-- expect: limit:cpu
local set = "[" .. string.rep("y", 1000000) .. "]"
local s = string.rep("x", 1000)
while true do
  string.find(s, set)
  string.find(s, "[^" .. set:sub(2) .. "*z")
  string.find(s, "[^" .. set:sub(2) .. "-z")
end
