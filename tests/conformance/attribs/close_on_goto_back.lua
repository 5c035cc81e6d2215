-- A backward jump out of the scope closes before it starts again. Manual 3.3.8.
local n = 0
::top::
do
  n = n + 1
  local x <close> = setmetatable({}, { __close = function() print("close " .. n) end })
  if n < 2 then goto top end
end  --> close 1
     --> close 2
