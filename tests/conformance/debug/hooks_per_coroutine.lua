-- Each coroutine has a hook of its own. Manual 6.10.
local main = coroutine.running()
local function hook() end
local function other() end
local function name(f) return f == hook and "hook" or f == other and "other" or f end
local co = coroutine.create(function() coroutine.yield(name(debug.gethook())) return name(debug.gethook()) end)
debug.sethook(hook, "c")
local child = coroutine.create(function() return name(debug.gethook()) end)
local got = { name(debug.gethook()), name(debug.gethook(main)), name(debug.gethook(co)), name(debug.gethook(child)) }
debug.sethook()
print(got[1], got[2], got[3], got[4])  --> hook	hook	nil	nil
print(debug.gethook(), name((debug.gethook(child))))  --> nil	nil
print(coroutine.resume(co))  --> true	nil
debug.sethook(co, other, "r", 7)
print(debug.gethook(), name((debug.gethook(co))), select(2, debug.gethook(co)))  --> nil	other	r	7
print(coroutine.resume(co))  --> true	other
local seen = {}
local counted = coroutine.create(function() local x = math.abs(1) end)
debug.sethook(counted, function(event) seen[#seen + 1] = event end, "cr")
math.abs(1)
coroutine.resume(counted)
math.abs(1)
print(table.concat(seen, " "))  --> call call return return
local from_inside = coroutine.create(function() debug.sethook(main, hook, "c") end)
coroutine.resume(from_inside)
local f, mask = debug.gethook()
debug.sethook()
print(name(f), mask)  --> hook	c
debug.sethook(co)
print(debug.gethook(co))  --> nil
