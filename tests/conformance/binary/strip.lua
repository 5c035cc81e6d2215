-- A stripped function knows neither lines nor names. Manual 6.4.
local function stripped(source)
  return load(string.dump(assert(load(source, "@source.lua")), true), "@given.lua")
end
print(pcall(stripped "local a = nil; return a.x"))
--> false	?:-1: attempt to index a nil value
print(pcall(stripped "x.y.z = 1"))             --> false	?:-1: attempt to index a nil value (field 'x')
print(pcall(stripped "error('message')"))      --> false	message
print(pcall(stripped "string.rep()"))
--> false	bad argument #1 to 'rep' (string expected, got no value)
print(pcall(stripped "local c <close> = 5"))
--> false	?:-1: variable '(temporary)' got a non-closable value
print(stripped "local info = debug.getinfo(1, 'lS'); return info.currentline, info.source, info.short_src"())
--> -1	=?	?
local f = stripped "local a, b = 1, 2; return function(p) return a + b + p end"()
print(debug.getupvalue(f, 1))                  --> (no name)	1
print(debug.getupvalue(f, 2))                  --> (no name)	2
print(debug.getlocal(f, 1))                    --> nil
print(stripped "local q = 5; return debug.getlocal(1, 1)"())  --> (temporary)	5
print(debug.getinfo(f, "S").linedefined)       --> 1
print(#string.dump(f, true) < #string.dump(load("return 1 -- a function with a source")))  --> true
