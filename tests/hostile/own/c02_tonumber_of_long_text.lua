-- attack: cpu; every call reads a megabyte of digits
-- expect: limit:cpu
local digits, letters = string.rep("1", 1000000), string.rep("z", 1000000)
while true do
  tonumber(digits)
  tonumber(letters, 36)
end
