-- A coroutine's traceback shows where it is suspended, or where its error was. Manual 6.10.
local function waits() coroutine.yield() end
local co = coroutine.create(function()
  waits()
  error("failed")
end)
print(debug.traceback(co))
--> stack traceback:
coroutine.resume(co)
print(debug.traceback(co))
--> stack traceback:
--> 	[C]: in function 'coroutine.yield'
--> 	traceback_of_coroutine.lua:2: in upvalue 'waits'
--> 	traceback_of_coroutine.lua:4: in function <traceback_of_coroutine.lua:3>
print(debug.traceback(co, "message", 1))
--> message
--> stack traceback:
--> 	traceback_of_coroutine.lua:2: in upvalue 'waits'
--> 	traceback_of_coroutine.lua:4: in function <traceback_of_coroutine.lua:3>
print(debug.traceback(co, nil, 2))
--> stack traceback:
--> 	traceback_of_coroutine.lua:4: in function <traceback_of_coroutine.lua:3>
print(debug.traceback(co, nil, 3))
--> stack traceback:
print(coroutine.resume(co))
--> false	traceback_of_coroutine.lua:5: failed
print(debug.traceback(co))
--> stack traceback:
--> 	[C]: in function 'error'
--> 	traceback_of_coroutine.lua:5: in function <traceback_of_coroutine.lua:3>
print(debug.traceback(co, "level", 1))
--> level
--> stack traceback:
--> 	traceback_of_coroutine.lua:5: in function <traceback_of_coroutine.lua:3>
co = coroutine.create(function() return 1 end)
coroutine.resume(co)
print(debug.traceback(co, "finished"))
--> finished
--> stack traceback:
co = coroutine.create(function() local x = nil; x.y = 1 end)
coroutine.resume(co)
print(debug.traceback(co))
--> stack traceback:
--> 	traceback_of_coroutine.lua:40: in function <traceback_of_coroutine.lua:40>
co = coroutine.create(function() waits() end)
coroutine.resume(co)
coroutine.close(co)
print(debug.traceback(co, "closed"))
--> closed
--> stack traceback:
