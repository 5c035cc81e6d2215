-- Hooks do not run inside hooks, see the interrupted function at level 2 and cannot yield. Manual 4.7, 6.10.
local function f() return 1 end
local calls = 0
debug.sethook(function() calls = calls + 1 f() f() end, "c")
f()
debug.sethook()
print(calls)  --> 2
local was
debug.sethook(function() was = was or { debug.getinfo(2, "f").func, debug.getinfo(1, "n").namewhat } end, "c")
f()
debug.sethook()
print(was[1] == f, was[2])  --> true	hook
local co = coroutine.create(function()
  local x = 1
  return "not reached"
end)
debug.sethook(co, function() coroutine.yield() end, "l")
print(coroutine.resume(co))  --> false	attempt to yield across a C-call boundary
local yieldable
co = coroutine.create(function() return "returned" end)
debug.sethook(co, function() yieldable = coroutine.isyieldable() end, "l")
print(coroutine.resume(co), yieldable)  --> true	false
debug.sethook(function()
  local name = debug.getlocal(2, 1)
  if name == "target" then debug.setlocal(2, 1, "by the hook") end
end, "l")
local function g(target)
  return target
end
local got = g("given")
debug.sethook()
print(got)  --> by the hook
local removed = 0
debug.sethook(function() removed = removed + 1 debug.sethook() end, "l")
local a = 1
local b = 2
print(removed, debug.gethook())  --> 1	nil
local second = 0
debug.sethook(function() debug.sethook(function() second = second + 1 end, "c") end, "l")
local c = 1
f()
debug.sethook()
print(second)  --> 2
