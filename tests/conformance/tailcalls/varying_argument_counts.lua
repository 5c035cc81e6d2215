-- Tail calls may change the number of arguments. Manual 3.4.10.
local function three(a, b, c) return a, b, c end
local function one(a) return three(a, a) end
local function many(...) return one(...) end
print(many("x", "y", "z"))  --> x	x	nil
