-- attack: cpu; to change the collector's mode takes a whole collection
-- expect: limit:cpu
local keep = {}
for i = 1, 100000 do keep[i] = {} end
while true do
  collectgarbage("generational")
  collectgarbage("incremental")
end
