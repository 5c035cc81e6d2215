-- An error in the body of a loop has the line in the body. Manual 2.3.
for i = 1, 3 do
  local x = i < 3 or i.x.y  --! attempt to index a number value (local 'i')
end
