-- Any string method can be called on any string value. Manual 6.4.
local s = "Lua"
print(s.upper(s), s["lower"](s), ("%s-%s"):format(s, s):len())  --> LUA	lua	7
