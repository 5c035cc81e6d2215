-- A hook with a count is called again and again while instructions run. Manual 6.10.
local calls, events, lines = 0, {}, {}
local function hook(event, line) calls = calls + 1 events[event] = true lines[tostring(line)] = true end
debug.sethook(hook, "", 100)
for i = 1, 10000 do end
debug.sethook()
print(calls >= 50, next(events), next(events, "count"), next(lines), next(lines, "nil"))  --> true	count	nil	nil	nil
local few = calls
calls = 0
debug.sethook(hook, "", 1000)
for i = 1, 10000 do end
debug.sethook()
print(calls > 0, calls < few)  --> true	true
calls = 0
debug.sethook(hook, "", 1)
local a = 1
local b = a + 1
debug.sethook()
print(calls >= 3)  --> true
calls = 0
debug.sethook(hook, "", 1000000)
for i = 1, 1000 do end
debug.sethook()
print(calls)  --> 0
debug.sethook(function() error("out of time", 0) end, "", 1000)
print(pcall(function() while true do end end))  --> false	out of time
debug.sethook()
debug.sethook(function() error("out of time", 0) end, "", 1000)
print(pcall(function() repeat until false end))  --> false	out of time
debug.sethook()
debug.sethook(function() error("out of time", 0) end, "", 1000)
print(pcall(function() ::again:: goto again end))  --> false	out of time
debug.sethook()
debug.sethook(function() error("out of time", 0) end, "", 1000)
print(pcall(function() local function f() return f() end return f() end))  --> false	out of time
debug.sethook()
