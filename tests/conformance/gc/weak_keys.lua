-- Weak keys go, with their entries, when nothing else refers to them (manual 2.5.4).
local kept = {}
local weak = setmetatable({}, { __mode = "k" })
weak[{}], weak[kept], weak["a" .. "b"], weak[1] = 1, 2, 3, {}
collectgarbage()
local count = 0
for _ in pairs(weak) do count = count + 1 end
print(count, weak[kept], weak.ab, type(weak[1])) --> 3	2	3	table
