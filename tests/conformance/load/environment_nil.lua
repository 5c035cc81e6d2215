-- An explicit nil as environment is used as such. Manual 6.1.
local f = load("return x", "=c", "t", nil)
print(pcall(f))  --> false	c:1: attempt to index a nil value (upvalue '_ENV')
