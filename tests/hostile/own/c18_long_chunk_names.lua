-- attack: cpu; each chunk copies a name of a megabyte
-- expect: limit:cpu
local s = string.rep("x", 1000000)
while true do
  load("return 1", s)
  load("return", "=" .. s)
end
