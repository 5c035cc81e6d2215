-- A label at the end of a loop body serves as continue. Manual 3.3.4.
for i = 1, 5 do
  if i % 2 == 0 then goto continue end
  print(i)  --> 1
            --> 3
            --> 5
  ::continue::
end
