-- attack: cpu; arithmetic, arguments and loops convert a megabyte of blanks before a digit
-- expect: limit:cpu
local s = string.rep(" ", 1000000) .. "1"
while true do
  local x = s + 1
  x = -s
  x = math.floor(s)
  x = string.rep("x", s)
end
