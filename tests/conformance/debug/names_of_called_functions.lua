-- A called function's name is that of the variable, field or method in the call. Manual 4.7.
local function show()
  local info = debug.getinfo(2, "n")
  print(info.name, info.namewhat == "" and "(none)" or info.namewhat)
end
local function a_local() show() end
a_local()  --> a_local	local
local function through_upvalue() a_local() end
through_upvalue()  --> a_local	upvalue
function a_global() show() end
a_global()  --> a_global	global
local t = { field = a_local, [1] = a_local, [true] = a_local, nested = { deep = a_local } }
t.field()  --> field	field
t:field()  --> field	method
t[1]()  --> integer index	field
t[true]()  --> ?	field
t.nested.deep()  --> deep	field
local key = "field"
t[key]()  --> ?	field
local constant <const> = "field"
t[constant]()  --> field	field
t["not a name"] = a_local
t["not a name"]();  --> not a name	field
(function() show() end)();  --> nil	(none)
(a_local or nil)()  --> nil	(none)
_ENV.a_global()  --> a_global	global
local env = _ENV
env.a_global()  --> a_global	field
pcall(a_local)  --> nil	(none)
table.sort({ 1, 2 }, function(x, y) show() return x < y end)  --> nil	(none)
string.gsub("x", "x", a_local)  --> nil	(none)
coroutine.wrap(a_local)()  --> nil	(none)
local callable = setmetatable({}, { __call = function() show() end })
callable()  --> callable	local
do
  local _ENV = { show = show, renamed = a_local }
  renamed()  --> renamed	global
end
