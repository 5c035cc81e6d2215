-- Levels of another coroutine count from its innermost function. Manual 6.10.
local function inner() coroutine.yield() end
local function outer()
  inner()
  return 1
end
local co = coroutine.create(outer)
print(debug.getinfo(co, 0) == nil, debug.getinfo(co, 1))  --> true	nil
coroutine.resume(co)
print(debug.getinfo(co, 0, "f").func == coroutine.yield, debug.getinfo(co, 0, "n").name)  --> true	yield
print(debug.getinfo(co, 1, "f").func == inner, debug.getinfo(co, 1, "l").currentline)  --> true	2
print(debug.getinfo(co, 1, "n").name, debug.getinfo(co, 1, "n").namewhat)  --> inner	upvalue
print(debug.getinfo(co, 2, "f").func == outer, debug.getinfo(co, 2, "l").currentline)  --> true	4
print(debug.getinfo(co, 2, "n").name, debug.getinfo(co, 2, "n").namewhat == "")  --> nil	true
print(debug.getinfo(co, 3))  --> nil
print(debug.getinfo(co, print, "S").what)  --> C
coroutine.resume(co)
print(debug.getinfo(co, 0), coroutine.status(co))  --> nil	dead
local function fail() error("failed") end
co = coroutine.create(function() fail() end)
coroutine.resume(co)
print(debug.getinfo(co, 0, "f").func == error, debug.getinfo(co, 1, "l").currentline, debug.getinfo(co, 3))
--> true	19	nil
co = coroutine.create(function(main)
  return debug.getinfo(main, 0, "S").what, debug.getinfo(main, 1, "l").currentline
end)
print(select(2, coroutine.resume(co, coroutine.running())))  --> C	27
co = coroutine.running()
print(debug.getinfo(co, 0, "f").func == debug.getinfo, debug.getinfo(co, 1, "S").what)  --> true	main
