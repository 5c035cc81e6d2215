-- attack: cpu; large weak tables of all kinds, cleared in every collection
-- expect: limit:cpu
local weak = {}
for _, mode in ipairs{"k", "v", "kv"} do
  local t = setmetatable({}, {__mode = mode})
  for i = 1, 20000 do t[{}] = {} end
  for i = 1, 20000 do t[i] = {} end
  weak[#weak + 1] = t
end
while true do collectgarbage() end
