-- A jump to a label at the end of a block may skip local declarations. Manual 3.3.4.
for i = 1, 3 do
  if i == 2 then goto continue end
  local square = i * i
  print(square)  --> 1
                 --> 9
  ::continue::
end
