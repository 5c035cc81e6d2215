-- A traceback tells a function's name, or where it was defined. Manual 6.10.
local co
local function stop() coroutine.yield() end
local function show(f)
  co = coroutine.create(function() f() end)
  coroutine.resume(co)
  print((debug.traceback(co, nil, 1):gsub("^stack traceback:\n", "")))
end
function global_function() stop() end
module = { field = function() stop() end }
package.loaded.loaded_module = { fn = function() stop() end }
local t = { field = function() stop() end, method = function(self) stop() end }
show(function() global_function() end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:9: in function 'global_function'
--> 	traceback_names.lua:13: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() module.field() end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:10: in field 'field'
--> 	traceback_names.lua:18: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() loaded = package.loaded.loaded_module loaded.fn() end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:11: in function 'loaded_module.fn'
--> 	traceback_names.lua:23: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() t.field() end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:12: in field 'field'
--> 	traceback_names.lua:28: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() t:method() end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:12: in method 'method'
--> 	traceback_names.lua:33: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() (function() stop() end)() end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:38: in function <traceback_names.lua:38>
--> 	traceback_names.lua:38: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() return stop() end)
--> 	traceback_names.lua:3: in function <traceback_names.lua:3>
--> 	(...tail calls...)
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() pcall(stop) end)
--> 	traceback_names.lua:3: in function <traceback_names.lua:3>
--> 	[C]: in function 'pcall'
--> 	traceback_names.lua:47: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() table.sort({ 1, 2 }, function() stop() end) end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:52: in function <traceback_names.lua:52>
--> 	[C]: in function 'table.sort'
--> 	traceback_names.lua:52: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() local x = setmetatable({}, { __index = function() stop() end }).x end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:58: in metamethod 'index'
--> 	traceback_names.lua:58: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(function() for _ in function() stop() end do end end)
--> 	traceback_names.lua:3: in upvalue 'stop'
--> 	traceback_names.lua:63: in for iterator 'for iterator'
--> 	traceback_names.lua:63: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(load("local stop = ... coroutine.yield()", "=(chunk)"))
--> 	(chunk):1: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
show(load("coroutine.yield()", "a long\ntext"))
--> 	[string "a long..."]:1: in upvalue 'f'
--> 	traceback_names.lua:5: in function <traceback_names.lua:5>
