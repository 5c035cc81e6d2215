-- Lines and names survive a dump. Manual 6.4.
local source = "local t = {}\n\nlocal function get(key)\n  return t[key].field\nend\nreturn get"
local get = load(string.dump(load(source, "@file.lua")), "=other")()
print(pcall(get, "k"))                   --> false	file.lua:4: attempt to index a nil value (field '?')
print(debug.getlocal(get, 1))            --> key
print((debug.getupvalue(get, 1)))        --> t
local inner = load(string.dump(get), "=other")
print(pcall(inner, "k"))                 --> false	file.lua:4: attempt to index a nil value (field '?')
print(debug.getinfo(inner, "S").source)  --> @file.lua
