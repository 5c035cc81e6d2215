-- `u` counts parameters and upvalues, and tells whether there is a vararg. Manual 4.7.
local function show(f)
  local info = debug.getinfo(f, "u")
  print(info.nparams, info.isvararg, info.nups)
end
local a, b
show(function() end)  --> 0	false	0
show(function(x, y) end)  --> 2	false	0
show(function(...) end)  --> 0	true	0
show(function(x, ...) return a end)  --> 1	true	1
show(function(x) return function() return a, b, x end end)  --> 1	false	2
show(function() a = b; b = a end)  --> 0	false	2
show(load("return 1"))  --> 0	true	1
show(load("return x"))  --> 0	true	1
show(type)  --> 0	true	0
show(string.format)  --> 0	true	0
local t = {}
function t:method(x) return self end
show(t.method)  --> 2	false	0
show(1)  --> 1	false	1
