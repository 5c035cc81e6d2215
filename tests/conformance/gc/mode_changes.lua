-- What is weak in a table is looked up at each collection: `__mode` may change, and so may the metatable.
local meta = {}
local t = setmetatable({ {} }, meta)
collectgarbage()
print(type(t[1])) --> table
meta.__mode = "v"
collectgarbage()
print(t[1]) --> nil
t[1] = {}
setmetatable(t, nil)
collectgarbage()
print(type(t[1])) --> table
setmetatable(t, { __mode = "kv" })
collectgarbage()
print(t[1]) --> nil
