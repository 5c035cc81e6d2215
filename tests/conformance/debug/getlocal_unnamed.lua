-- Negative indices are extra arguments; values without a variable are temporaries. Manual 6.10.
local function f(a, ...)
  print(debug.getlocal(1, -1))  --> (vararg)	x
  print(debug.getlocal(1, -2))  --> (vararg)	y
  print(debug.getlocal(1, -3))  --> nil
  print(debug.getlocal(1, 1))  --> a	1
  print(debug.getlocal(1, 0))  --> nil
  print(debug.setlocal(1, -2, "changed"), debug.setlocal(1, -3, "none"))  --> (vararg)	nil
  print(...)  --> x	changed
  return (function(...) return debug.getlocal(2, -1), ... end)(...)
end
f(1, "x", "y")
local function not_vararg(a) return debug.getlocal(1, -1), debug.setlocal(1, -1, 0) end
print(not_vararg(1, 2))  --> nil	nil
local function none(...) return debug.getlocal(1, -1) end
print(none(), none(nil), pcall(debug.getlocal, 1, math.mininteger))  --> nil	(vararg)	true	nil
local co = coroutine.create(function(...) coroutine.yield() return ... end)
coroutine.resume(co, 10, 20)
print(debug.getlocal(co, 1, -2))  --> (vararg)	20
print(debug.setlocal(co, 1, -1, "set"))  --> (vararg)
print(coroutine.resume(co))  --> true	set	20
print(debug.getlocal(f, -1))  --> nil
local function name_of(value, level)
  for i = 1, 50 do
    local name, found = debug.getlocal(level + 1, i)
    if not name then return nil end
    if found == value then return name end
  end
end
local mark = {}
local function second(_, ...) return ... end
local function g()
  return second(mark, name_of(mark, 1))
end
print((g()))  --> (temporary)
local function in_constructor() local t = { mark, name_of("literal", 1) } return t[2] end
print(in_constructor())  --> nil
local function in_table() local t = { "literal", name_of("literal", 1) } return t[2] end
print(in_table())  --> (temporary)
local function in_concat() return "literal" .. tostring(name_of("literal", 1)) end
print(in_concat())  --> literal(temporary)
print(debug.getlocal(0, 1))  --> (C temporary)	0
print(debug.getlocal(0, 2))  --> (C temporary)	2
print(debug.getlocal(0, 3))  --> nil
local found = {}
string.gsub("abc", "b", function() for i = 1, 3 do found[i] = (debug.getlocal(2, i)) end end)
print(table.concat(found, " "))  --> (C temporary) (C temporary) (C temporary)
