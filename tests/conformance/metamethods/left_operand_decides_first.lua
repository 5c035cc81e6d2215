-- The left operand's metamethod is preferred. Manual 2.4.
local a = setmetatable({}, { __add = function() return "a" end })
local b = setmetatable({}, { __add = function() return "b" end })
local plain = {}
print(a + b, b + a, plain + b, 1 + b, b + "s")  --> a	b	b	b	b
