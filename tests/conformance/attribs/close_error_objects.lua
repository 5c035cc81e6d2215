-- Error objects of any type reach the closing method. Manual 3.3.8.
local object, seen = {}
pcall(function()
  local x <close> = setmetatable({}, { __close = function(_, e) seen = e end })
  error(object)
end)
print(seen == object)  --> true
