-- attack: cpu; one access follows 1900 links of __index, another as many of __newindex
-- expect: limit:cpu
local get, set = {}, {}
for i = 1, 1900 do
  get = setmetatable({}, {__index = get})
  set = setmetatable({}, {__newindex = set})
end
while true do
  local v = get.x
  set.y = nil
end
