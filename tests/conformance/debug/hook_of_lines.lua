-- A hook for lines is told of each new line and each jump back, but of no return to a line. Manual 4.7.
local function trace(source, ...)
  local f = assert(load(source, "=traced"))
  local lines = {}
  debug.sethook(function(event, line)
    if debug.getinfo(2, "S").source == "=traced" then
      assert(event == "line" and line == debug.getinfo(2, "l").currentline)
      lines[#lines + 1] = line
    end
  end, "l")
  f(...)
  debug.sethook()
  print(table.concat(lines, " "))
end
trace("local a = 1\nlocal b = 2\n\nreturn a + b")  --> 1 2 4
trace("local a = 1 local b = 2 return a + b")  --> 1
trace("for i = 1, 3 do\n  local x = i\nend")  --> 1 2 1 2 1 2 1 3
trace("for i = 1, 3 do local x = i end")  --> 1 1 1
trace("for i = 3, 1 do\n  local x = i\nend")  --> 1 3
trace("for k, v in next, { 1, 2 } do\n  local x = k\nend")  --> 1 2 1 2 1 3
trace("for k, v in pairs { 1, 2 } do local x = k end")  --> 1 1 1
trace("local i = 0\nwhile i < 3 do\n  i = i + 1\nend")  --> 1 2 3 2 3 2 3 2 4
trace("local i = 0\nwhile i < 3 do i = i + 1 end")  --> 1 2 2 2 2
trace("local i = 0\nrepeat\n  i = i + 1\nuntil i == 2")  --> 1 3 4 3 4
trace("local i = 0\nrepeat i = i + 1 until i == 3")  --> 1 2 2 2
trace("if ... then\n  local x = 1\nelse\n  local y = 2\nend", true)  --> 1 2 5
trace("if ... then\n  local x = 1\nelse\n  local y = 2\nend", false)  --> 1 4 5
trace("if ... then\n  local x = 1\nelseif not ... then\n  local y = 2\nend\n", false)  --> 1 3 4 5
trace("local function f()\n  return 1\nend\nlocal x = f()\nreturn f()")  --> 3 4 2 5 2
trace("local t = {\n  1,\n  2,\n  x = 3,\n}\n")  --> 1 2 3 4 5
trace("local a <const> = 1\nlocal b\nlocal c = a\n")  --> 2 3
trace("local i = 0\n::top::\ni = i + 1\nif i < 3 then goto top end")  --> 1 3 4 3 4 3 4
trace("local i = 0 ::top:: i = i + 1 if i < 3 then goto top end")  --> 1 1 1
trace("do\n  local c <close> = setmetatable({}, { __close = function()\n    return\n  end })\n  local x\nend\n")
--> 2 4 2 4 5 3 6
trace("local s = 'a' ..\n  'b' ..\n  tostring(1)")  --> 1 2 3 2 3
trace("")  --> 1
trace("\n\n\nreturn")  --> 4
trace("local f = function(...)\n  return ...\nend\nf(1,\n  2)")  --> 3 4 5 4 2 5
trace("local a, b =\n  1,\n  2\na, b =\n  b,\n  a")  --> 2 3 5 6
trace("local x = ... and\n  1 or\n  2", true)  --> 1 2 3
trace("local x = ... and\n  1 or\n  2", false)  --> 1 3
trace("for i = 1, 2 do\n  if i == 1 then\n    goto continue\n  end\n  local x = i\n  ::continue::\nend")
--> 1 2 3 1 2 5 1 7
local lines = {}
local function hook(_, line) lines[#lines + 1] = line end
local co = coroutine.create(function()
  local x = coroutine.yield(1)
  coroutine.yield(2) coroutine.yield(3)
  return x
end)
debug.sethook(co, hook, "l")
while coroutine.status(co) ~= "dead" do
  coroutine.resume(co)
  lines[#lines + 1] = "yield"
end
print(table.concat(lines, " "))  --> 48 yield 49 yield yield 50 yield
lines = {}
local function called()
  return 1
end
debug.sethook(hook, "l")
local y = called() + called()
debug.sethook()
print(table.concat(lines, " "))  --> 63 60 60 64
