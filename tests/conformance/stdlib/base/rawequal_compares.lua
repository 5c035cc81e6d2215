-- The function rawequal ignores metamethods. Manual 6.1.
local mt = { __eq = function() return true end }
local a, b = setmetatable({}, mt), setmetatable({}, mt)
print(a == b, rawequal(a, b), rawequal(a, a), rawequal(1, 1.0), rawequal("a", "a"))
--> true	false	true	true	true
