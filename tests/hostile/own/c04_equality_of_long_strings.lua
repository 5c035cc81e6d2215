-- attack: cpu; two equal strings of a megabyte that are not the same object
-- expect: limit:cpu
local a = string.rep("x", 1000000) .. "y"
local b = string.rep("x", 1000000) .. "y"
while true do
  if a ~= b or not rawequal(a, b) then print("ESCAPED") end
end
