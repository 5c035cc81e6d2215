-- `setmetatable` gives a metatable to all values of a basic type. Manual 2.4, 6.10.
local function try(value, probe)
  local before = debug.getmetatable(value)
  print(type(value), debug.setmetatable(value, { __index = function(_, key) return "field " .. key end }) == value)
  print(probe())
  debug.setmetatable(value, before)
  print(debug.getmetatable(value) == before, (pcall(probe)))
end
try(nil, function() local x; return x.a end)
--> nil	true
--> field a
--> true	false
try(true, function() return (false).b end)
--> boolean	true
--> field b
--> true	false
try(5, function() return (1.5).c end)
--> number	true
--> field c
--> true	false
try(print, function() return load.d end)
--> function	true
--> field d
--> true	false
try(coroutine.create(print), function() return coroutine.running().e end)
--> thread	true
--> field e
--> true	false
local strings = debug.getmetatable("")
print(strings == getmetatable("x"), strings.__index == string)  --> true	true
debug.setmetatable("", {
  __index = function(s, key) return key .. " of " .. s end,
  __call = function(s, x) return s .. x end,
})
print(("text").upper, ("called")(" it"))  --> upper of text	called it
debug.setmetatable("", nil)
print(getmetatable(""), pcall(function() return ("x").y end))
--> nil	false	metatables_of_basic_types.lua:37: attempt to index a string value (constant 'x')
debug.setmetatable("", strings)
print(("text"):upper())  --> TEXT
debug.setmetatable(1, { __call = function(n, x) return n + x end, __len = function(n) return n end })
print((5)(6), #7, (2.5)(1))  --> 11	7	3.5
debug.setmetatable(1, nil)
debug.setmetatable(nil, { __add = function() return "sum" end, __lt = function() return true end })
print(nil + 1, 1 + nil, nil < nil, nil < 1)  --> sum	sum	true	true
debug.setmetatable(nil, nil)
print(pcall(load "return nil + 1"))
--> false	[string "return nil + 1"]:1: attempt to perform arithmetic on a nil value
