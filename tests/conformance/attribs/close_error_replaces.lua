-- An error in __close replaces the error being propagated. Manual 3.3.8.
local function f()
  local x <close> = setmetatable({}, { __close = function(_, e) error("second after " .. e, 0) end })
  error("first", 0)
end
print(pcall(f))  --> false	second after first
