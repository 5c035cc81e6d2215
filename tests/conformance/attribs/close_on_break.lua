-- Leaving a loop by break closes. Manual 3.3.8.
for i = 1, 3 do
  local x <close> = setmetatable({}, { __close = function() print("close " .. i) end })
  if i == 2 then break end
end  --> close 1
     --> close 2
