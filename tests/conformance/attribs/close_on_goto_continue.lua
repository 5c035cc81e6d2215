-- A jump to the end of the loop body closes in each round. Manual 3.3.8.
for i = 1, 2 do
  do
    local x <close> = setmetatable({}, { __close = function() print("close " .. i) end })
    if i == 1 then goto continue end
  end  --> close 1
       --> close 2
  ::continue::
end
