-- The closing method sees the enclosing locals as they are. Manual 3.3.8.
local state = "open"
do
  local x <close> = setmetatable({}, { __close = function() print(state) end })
  state = "changed"
end  --> changed
