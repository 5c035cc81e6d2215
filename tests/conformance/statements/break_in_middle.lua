-- Break need not be the last statement of its block. Manual 3.3.4.
for i = 1, 5 do
  if i == 3 then break; print("never") end
  print(i)  --> 1
            --> 2
end
