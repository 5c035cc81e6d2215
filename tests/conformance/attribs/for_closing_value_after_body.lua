-- The body's variables are closed before the closing value of the loop. Manual 3.3.5.
local function closer(name) return setmetatable({}, { __close = function() print("close " .. name) end }) end
for _ in next, { "x" }, nil, closer("loop") do
  local b <close> = closer("body")
end  --> close body
     --> close loop
