-- Of a function that does not run, `getlocal` tells the names of the parameters. Manual 6.10.
local function f(a, b, ...) local c end
print(debug.getlocal(f, 1), debug.getlocal(f, 2), debug.getlocal(f, 3))  --> a	b	nil
print(debug.getlocal(f, 0), debug.getlocal(f, -1))  --> nil	nil
print(select("#", debug.getlocal(f, 1)), select("#", debug.getlocal(f, 9)))  --> 1	1
print(debug.getlocal(print, 1), debug.getlocal(string.rep, 1))  --> nil	nil
local t = {}
function t:method(x) end
print(debug.getlocal(t.method, 1), debug.getlocal(t.method, 2), debug.getlocal(t.method, 3))  --> self	x	nil
print(debug.getlocal(function(a, a) end, 2))  --> a
print(debug.getlocal(function() local x end, 1))  --> nil
print(debug.getlocal(load("local x = ..."), 1))  --> nil
local co = coroutine.create(f)
print(debug.getlocal(co, f, 2))  --> b
print(debug.getlocal(f, 1.0), debug.getlocal(f, "2"))  --> a	b
local stripped = load(string.dump(load("return function(a) end"), true))()
print(debug.getlocal(stripped, 1))  --> nil
