-- `L` gives the set of lines on which there is something to stop at. Manual 4.7.
local function lines(f)
  local found = {}
  local active = debug.getinfo(f, "L").activelines
  if not active then return nil end
  for line, yes in pairs(active) do
    assert(yes == true)
    found[#found + 1] = line
  end
  table.sort(found)
  return table.concat(found, " ")
end
print(lines(print))  --> nil
print(lines(load("local a = 1\n\n-- nothing\nlocal b = a + 1\n\nreturn b\n")))  --> 1 4 6
print(lines(load("")))  --> 1
print(lines(load("\n\n\n")))  --> 1
print(lines(load("return function()\n\nend")()))  --> 3
print(lines(load("return function(...)\n\nend")()))  --> 3
print(lines(load("return function(...)\n  local a = ...\nend")()))  --> 2 3
print(lines(load("return function(...) local a = ... end")()))  --> 1
print(lines(load("local t = ...\nif t then\n  t.x = 1\nelse\n  t.y = 2\nend\n")))  --> 1 2 3 5 6
print(lines(load("for i = 1, 3 do\n  f(i)\nend\n")))  --> 1 2 3
print(lines(load("while x do\n  y()\nend\n")))  --> 1 2 3
print(lines(load("repeat\n  y()\nuntil\n  x\n")))  --> 2 4
print(lines(load("for k, v in\n  pairs(t)\ndo\n  f(k,\n    v)\nend\n")))  --> 2 3 4 5 6
print(lines(load("local x\nlocal y\nlocal z <const> = 5\n")))  --> 1 3
print(lines(load("do\n  local x <close> = nil\n  f()\nend\n")))  --> 2 3 4
print(lines(load("local t = {\n  1,\n  x,\n  a = 2,\n}\n")))  --> 1 2 3 4 5
print(lines(load("goto done\n::done::\n")))  --> 1 2
print(lines(load("local function f()\n  return 1\nend\nf()\n")))  --> 3 4
