-- A loop may have more rounds than the largest integer (manual 3.3.5).
for i = math.mininteger, math.maxinteger do
  if i > math.mininteger + 1 then
    print(i - math.mininteger) --> 2
    break
  end
end
