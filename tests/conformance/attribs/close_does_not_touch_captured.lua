-- Variables that functions have captured keep their values while an error closes others (manual 3.3.8).
local get
pcall(function()
  local k <close> = setmetatable({}, { __close = function()
    local a, b, c, d = "w", "w", "w", "w"
  end })
  local x = 1
  get = function() return x end
  error "e"
end)
print(get()) --> 1
