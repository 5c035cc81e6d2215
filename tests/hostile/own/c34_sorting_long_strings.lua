-- attack: cpu; sorting strings of megabytes that differ in their last byte, as they are and behind a metatable
-- expect: limit:cpu
local long = ("x"):rep(4 << 20)
local a, b = long .. "a", long .. "b"
local list = {}
for i = 1, 20000 do list[i] = i % 2 == 0 and a or b end
local behind = setmetatable({}, {
  __index = list, __newindex = list, __len = function() return #list end,
})
pcall(table.sort, behind)
table.sort(list)
