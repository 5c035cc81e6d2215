-- The modes can be changed at any time, each change tells the mode before, and garbage is found in both (manual
-- 2.5.2).
collectgarbage("incremental")
print(collectgarbage("generational"), collectgarbage("generational")) --> incremental	generational
local weak = setmetatable({}, { __mode = "v" })
local old = { {} }
collectgarbage()
collectgarbage("stop")
for i = 1, 10 do
  weak[i] = {}
  old[1] = { i }
end
weak.old = old[1]
collectgarbage("step")
print(#weak, weak.old[1], old[1][1]) --> 0	10	10
print(collectgarbage("incremental"), collectgarbage("incremental")) --> generational	incremental
