-- The library sees through `__metatable`, gives metatables to any value, and shows the registry. Manual 6.10.
local protected = setmetatable({}, { __metatable = "locked" })
print(getmetatable(protected), pcall(setmetatable, protected, {}))
--> locked	false	cannot change a protected metatable
local mt = debug.getmetatable(protected)
print(type(mt), mt.__metatable)  --> table	locked
print(debug.setmetatable(protected, nil) == protected, getmetatable(protected))  --> true	nil
print(debug.getmetatable({}), debug.getmetatable(nil), debug.getmetatable(1))  --> nil	nil	nil
print(select("#", debug.getmetatable({})))  --> 1
local file = io.tmpfile()
local files = debug.getmetatable(file)
print(files.__name, getmetatable(io.stdout) == files)  --> FILE*	true
print(debug.setmetatable(file, nil) == file, debug.getmetatable(file), debug.getmetatable(io.stdout) == files)
--> true	nil	true
debug.setmetatable(file, files)
print(file:close())  --> true
print(pcall(debug.getmetatable))  --> false	bad argument #1 to 'debug.getmetatable' (value expected)
print(pcall(debug.setmetatable))
--> false	bad argument #2 to 'debug.setmetatable' (nil or table expected, got no value)
print(pcall(debug.setmetatable, {}))
--> false	bad argument #2 to 'debug.setmetatable' (nil or table expected, got no value)
print(pcall(debug.setmetatable, {}, 5))
--> false	bad argument #2 to 'debug.setmetatable' (nil or table expected, got number)
print(pcall(debug.setmetatable, {}, "mt"))
--> false	bad argument #2 to 'debug.setmetatable' (nil or table expected, got string)
local registry = debug.getregistry()
print(type(registry), registry == debug.getregistry(), select("#", debug.getregistry(1, 2)))  --> table	true	1
print(registry._LOADED == package.loaded, registry._PRELOAD == package.preload)  --> true	true
print(registry["FILE*"] == debug.getmetatable(io.stdout), registry["FILE*"].__name)  --> true	FILE*
print(coroutine.wrap(function() return debug.getregistry() == registry, coroutine.isyieldable() end)())
--> true	true
registry.mine = "value"
print(debug.getregistry().mine)  --> value
registry.mine = nil
debug.setmetatable({}, print)  --! bad argument #2 to 'setmetatable' (nil or table expected, got function)
