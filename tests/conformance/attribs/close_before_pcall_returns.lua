-- The closing happens before pcall returns. Manual 3.3.8.
local log = {}
local ok = pcall(function()
  local x <close> = setmetatable({}, { __close = function() log[1] = "closed" end })
  error("stop")
end)
print(ok, log[1])  --> false	closed
