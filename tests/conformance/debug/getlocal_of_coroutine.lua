-- The variables of a suspended coroutine can be seen and set. Manual 6.10.
local co = coroutine.create(function(a, b)
  local c = a + b
  coroutine.yield(c)
  return a, b, c
end)
print(pcall(debug.getlocal, co, 0, 1))  --> false	bad argument #2 to 'debug.getlocal' (level out of range)
print(pcall(debug.getlocal, co, 1, 1))  --> false	bad argument #2 to 'debug.getlocal' (level out of range)
coroutine.resume(co, 1, 2)
print(debug.getlocal(co, 1, 1))  --> a	1
print(debug.getlocal(co, 1, 2))  --> b	2
print(debug.getlocal(co, 1, 3))  --> c	3
print(debug.getlocal(co, 0, 1))  --> nil
print(pcall(debug.getlocal, co, 2, 1))  --> false	bad argument #2 to 'debug.getlocal' (level out of range)
print(debug.setlocal(co, 1, 2, "new"), debug.setlocal(co, 1, 90, "none"))  --> b	nil
print(debug.getlocal(co, 1, 2))  --> b	new
print(coroutine.resume(co))  --> true	1	new	3
print(pcall(debug.getlocal, co, 1, 1))  --> false	bad argument #2 to 'debug.getlocal' (level out of range)
co = coroutine.create(function(p) local q = {} error("failed") end)
coroutine.resume(co, "kept")
print(debug.getlocal(co, 1, 1))  --> p	kept
print((debug.getlocal(co, 1, 2)))  --> q
co = coroutine.create(function(main) local name, value = debug.getlocal(main, 1, 1) return name, value == co end)
print(coroutine.resume(co, coroutine.running()))  --> true	co	true
