-- Upvalues are numbered by first use and have names, which are empty in functions of the library. Manual 6.10.
local a, b, c = 1, 2, 3
local function f() c = c + b return a end
print(debug.getupvalue(f, 1))  --> c	3
print(debug.getupvalue(f, 2))  --> b	2
print(debug.getupvalue(f, 3))  --> a	1
print(select("#", debug.getupvalue(f, 4)), select("#", debug.getupvalue(f, 0)), select("#", debug.getupvalue(f, -1)))
--> 0	0	0
print(debug.setupvalue(f, 1, 10), c)  --> c	10
print(select("#", debug.setupvalue(f, 4, 10)), debug.setupvalue(f, 0, 1))  --> 0
print(debug.getupvalue(f, 1))  --> c	10
print(f(), c)  --> 1	12
local chunk = load("return x")
print((debug.getupvalue(chunk, 1)), select(2, debug.getupvalue(chunk, 1)) == _G)  --> _ENV	true
print(debug.setupvalue(chunk, 1, { x = "other" }), chunk())  --> _ENV	other
local function deep() return function() return function() return a end end end
print(debug.getupvalue(deep, 1))  --> a	1
print(debug.getupvalue(deep()(), 1))  --> a	1
print(debug.setupvalue(deep()(), 1, nil), a)  --> a	nil
print(debug.getupvalue(f, 1.0), debug.getupvalue(f, "2"))  --> c	b	2
print((debug.getupvalue(load(string.dump(f)), 1)))  --> c
print(debug.getupvalue(type, 1), debug.setupvalue(type, 1, 5), debug.upvalueid(type, 1))  --> nil	nil	nil
local wrapped = coroutine.wrap(print)
local name, value = debug.getupvalue(wrapped, 1)
print(name == "", type(value), debug.getinfo(wrapped, "u").nups)  --> true	thread	1
print(debug.getupvalue(wrapped, 2))  -->
print(type(debug.upvalueid(wrapped, 1)), debug.upvalueid(wrapped, 1) == debug.upvalueid(wrapped, 1))
--> userdata	true
print(debug.upvalueid(wrapped, 1) == debug.upvalueid(coroutine.wrap(print), 1), debug.upvalueid(wrapped, 2))
--> false	nil
print(pcall(debug.upvaluejoin, wrapped, 1, function() return wrapped end, 1))
--> false	bad argument #1 to 'debug.upvaluejoin' (Lua function expected)
print(pcall(debug.upvaluejoin, function() return wrapped end, 1, wrapped, 1))
--> false	bad argument #3 to 'debug.upvaluejoin' (Lua function expected)
print(select(2, debug.getupvalue(string.gmatch("a b", "%a"), 1)))  --> a b
