-- A constant is loaded on the line where its expression ends. Manual 4.7.
local function lines(source)
  local found = {}
  for line in pairs(debug.getinfo(load(source), "L").activelines) do found[#found + 1] = line end
  table.sort(found)
  return table.concat(found, " ")
end
print(lines("local x = 1 +\n  2\n"))  --> 2
print(lines("local x =\n  2\n\n"))  --> 2
print(lines("local x = -\n  2\n\n"))  --> 2
print(lines("local x = not\n  nil\n\n"))  --> 2
print(lines("local x = (\n  2\n)\n"))  --> 3
print(lines("local x =\n  'a'\n\n"))  --> 2
print(lines("local x =\n  y\n\n"))  --> 2
print(lines("local x = y\n .z\n"))  --> 1 2
print(lines("local x = function\n ()\n end\n"))  --> 3
