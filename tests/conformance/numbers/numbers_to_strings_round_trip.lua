-- The text of an integer reads back as the same integer. Manual 3.4.3.
for _, n in ipairs { 0, -1, math.maxinteger, math.mininteger } do
  assert(tonumber(tostring(n)) == n and math.type(tonumber(tostring(n))) == "integer")
end
print(math.mininteger .. "")  --> -9223372036854775808
