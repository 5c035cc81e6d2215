-- attack: cpu; steps of the collector over a large heap, one by one, many at once, in either mode
-- expect: limit:cpu
local keep = {}
for i = 1, 100000 do keep[i] = {} end
while true do
  collectgarbage("step")
  collectgarbage("step", math.maxinteger)
  collectgarbage("generational")
  collectgarbage("step")
  collectgarbage("incremental")
end
