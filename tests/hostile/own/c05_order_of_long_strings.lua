-- attack: cpu; '<' and '<=' that differ in the last byte of a megabyte
-- expect: limit:cpu
local a = string.rep("x", 1000000) .. "y"
local b = string.rep("x", 1000000) .. "z"
while true do
  if b < a or b <= a then print("ESCAPED") end
end
