-- The last operand before a closing bracket is loaded on the bracket's line. Manual 4.7.
local function lines(source)
  local found = {}
  for line in pairs(debug.getinfo(load(source), "L").activelines) do found[#found + 1] = line end
  table.sort(found)
  return table.concat(found, " ")
end
print(lines("f(\n  x,\n  y\n)\n"))  --> 1 2 4
print(lines("f(\n  1,\n  2\n)\n"))  --> 1 2 4
print(pcall(load("local t = {}\nprint(\n  t.x.y\n)", "=c")))
--> false	c:4: attempt to index a nil value (field 'x')
print(pcall(load("local t = {}\nlocal x = {\n  t.x.y\n}", "=c")))
--> false	c:4: attempt to index a nil value (field 'x')
print(pcall(load("local t = {}\nlocal x = (\n  t.x.y\n)\n", "=c")))
--> false	c:4: attempt to index a nil value (field 'x')
print(pcall(load("local t = {}\nif\n  t.x.y\nthen end", "=c")))
--> false	c:4: attempt to index a nil value (field 'x')
