-- The value closed is the one of the declaration. Manual 3.3.8.
local mt = { __close = function() print("old") end }
do
  local x <close> = setmetatable({}, mt)
  mt.__close = function() print("new") end
end  --> new
