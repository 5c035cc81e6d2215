-- The range may be that of all integers. Manual 6.7.
for _ = 1, 100 do
  assert(math.type(math.random(math.mininteger, math.maxinteger)) == "integer")
  assert(math.type(math.random(0)) == "integer")
end
print(math.random(5, 5), math.random(-3, -3), math.random(math.maxinteger, math.maxinteger))
--> 5	-3	9223372036854775807
