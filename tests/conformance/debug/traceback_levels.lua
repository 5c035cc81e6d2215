-- A traceback begins at a level: 1 is the caller of `traceback`, and 0 is it. Manual 6.10.
local function inner(level)
  local text = debug.traceback("at " .. tostring(level), level)
  return text
end
local function outer(level)
  local text = inner(level)
  return text
end
local function show(level)
  print(select(2, coroutine.resume(coroutine.create(function() local text = outer(level) return text end))))
end
show(nil)
--> at nil
--> stack traceback:
--> 	traceback_levels.lua:3: in upvalue 'inner'
--> 	traceback_levels.lua:7: in upvalue 'outer'
--> 	traceback_levels.lua:11: in function <traceback_levels.lua:11>
show(0)
--> at 0
--> stack traceback:
--> 	[C]: in function 'debug.traceback'
--> 	traceback_levels.lua:3: in upvalue 'inner'
--> 	traceback_levels.lua:7: in upvalue 'outer'
--> 	traceback_levels.lua:11: in function <traceback_levels.lua:11>
show(1)
--> at 1
--> stack traceback:
--> 	traceback_levels.lua:3: in upvalue 'inner'
--> 	traceback_levels.lua:7: in upvalue 'outer'
--> 	traceback_levels.lua:11: in function <traceback_levels.lua:11>
show(2)
--> at 2
--> stack traceback:
--> 	traceback_levels.lua:7: in upvalue 'outer'
--> 	traceback_levels.lua:11: in function <traceback_levels.lua:11>
show(3)
--> at 3
--> stack traceback:
--> 	traceback_levels.lua:11: in function <traceback_levels.lua:11>
show(4)
--> at 4
--> stack traceback:
