-- An argument error names a type by its metatable's __name. Manual 2.3.
local price = setmetatable({}, { __name = "Money" })
math.floor(price)  --! bad argument #1 to 'floor' (number expected, got Money)
