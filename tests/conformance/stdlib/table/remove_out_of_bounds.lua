-- The position of remove must lie within the list. Manual 6.6.
local t = { 1, 2 }
for _, position in ipairs { -1, 5 } do
  local ok, message = pcall(table.remove, t, position)
  print(ok, message:match("%((.*)%)"), #t)  --> false	position out of bounds	2
                                            --> false	position out of bounds	2
end
