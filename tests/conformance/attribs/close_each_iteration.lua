-- A variable in a loop body is closed in every round. Manual 3.3.8.
local log = {}
for i = 1, 3 do
  local x <close> = setmetatable({}, { __close = function() log[#log + 1] = -i end })
  log[#log + 1] = i
end
print(table.concat(log, " "))  --> 1 -1 2 -2 3 -3
