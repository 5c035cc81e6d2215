-- A goto leaves several loops at once. Manual 3.3.4.
for i = 1, 3 do
  for j = 1, 3 do
    if i * j == 4 then print(i, j); goto done end  --> 2	2
  end
end
::done::
