-- `gethook` returns the hook, its mask and its count; what it and `sethook` say of bad arguments. Manual 6.10.
local function hook() end
local function show(f, mask, count) print(f == hook and "hook" or f, mask, count) end
show(debug.gethook())  --> nil	nil	nil
local function try(...)
  debug.sethook(...)
  local f, mask, count = debug.gethook()
  debug.sethook()
  show(f, mask, count)
end
try(hook, "c")  --> hook	c	0
try(hook, "r")  --> hook	r	0
try(hook, "l")  --> hook	l	0
try(hook, "lrc")  --> hook	crl	0
try(hook, "crl", 10)  --> hook	crl	10
try(hook, "", 10)  --> hook		10
try(hook, "")  --> nil	nil	nil
try(hook, "", 0)  --> nil	nil	nil
try(hook, "", -5)  --> nil	nil	nil
try(hook, "x")  --> nil	nil	nil
try(hook, "call")  --> hook	cl	0
try(nil, "c")  --> nil	nil	nil
try(nil)  --> nil	nil	nil
try()  --> nil	nil	nil
try(hook, "c", "3")  --> hook	c	3
try(hook, 5, 5)  --> hook		5
print(select("#", debug.gethook()))  --> 1
print(select("#", debug.sethook()))  --> 0
debug.sethook(print, "", 1 << 20)
print(debug.gethook() == print, select(3, debug.gethook()) == 1 << 20)  --> true	true
debug.sethook()
local got
debug.sethook(function(...) got = table.pack(...) end, "c")
math.abs(1)
debug.sethook()
print(got.n, got[1], got[2])  --> 2	call	nil
debug.sethook(function(...) if not got or got[1] ~= "line" then got = table.pack(...) end end, "l")
local x
x = 1
debug.sethook()
print(got.n, got[1], got[2])  --> 2	line	38
print(pcall(debug.sethook, 1, "c"))  --> false	bad argument #1 to 'debug.sethook' (function expected, got number)
print(pcall(debug.sethook, {}, "c"))  --> false	bad argument #1 to 'debug.sethook' (function expected, got table)
print(pcall(debug.sethook, print))  --> false	bad argument #2 to 'debug.sethook' (string expected, got no value)
print(pcall(debug.sethook, print, {}))  --> false	bad argument #2 to 'debug.sethook' (string expected, got table)
print(pcall(debug.sethook, print, "", "x"))
--> false	bad argument #3 to 'debug.sethook' (number expected, got string)
print(pcall(debug.sethook, print, "", 1.5))
--> false	bad argument #3 to 'debug.sethook' (number has no integer representation)
print(pcall(debug.sethook, nil, {}, {}))  --> true
print(pcall(debug.sethook, coroutine.create(print), 5, "c"))
--> false	bad argument #2 to 'debug.sethook' (function expected, got number)
print(pcall(debug.sethook, coroutine.create(print), print))
--> false	bad argument #3 to 'debug.sethook' (string expected, got no value)
print(pcall(debug.sethook, coroutine.create(print), print, "", {}))
--> false	bad argument #4 to 'debug.sethook' (number expected, got table)
print(pcall(debug.gethook, 5))  --> true	nil
print(debug.gethook())  --> nil
debug.sethook("hook", "c")  --! bad argument #1 to 'sethook' (function expected, got string)
