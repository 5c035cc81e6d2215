-- The search through __index goes on over several tables. Manual 2.4.
local a = { x = "a" }
local b = setmetatable({}, { __index = a })
local c = setmetatable({}, { __index = b })
print(c.x, rawget(c, "x"), c.y)  --> a	nil	nil
