-- Variables are closed after a stack overflow too. Manual 3.3.8.
local closed = false
local function f() return 1 + f() end
local ok = pcall(function()
  local x <close> = setmetatable({}, { __close = function() closed = true end })
  f()
end)
print(ok, closed)  --> false	true
