-- Several tables may share a metatable. Manual 2.4.
local mt = { __tostring = function(t) return "#" .. t.n end }
local a, b = setmetatable({ n = 1 }, mt), setmetatable({ n = 2 }, mt)
print(a, b, getmetatable(a) == getmetatable(b))  --> #1	#2	true
