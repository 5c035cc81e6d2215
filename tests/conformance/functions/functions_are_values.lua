-- Functions are values that can be stored and passed. Manual 2.1.
local ops = { add = function(a, b) return a + b end, [1] = math.max }
local function apply(f, ...) return f(...) end
print(ops.add(1, 2), ops[1](3, 9), apply(ops.add, 5, 6))  --> 3	9	11
