-- A float key with an integral value is the integer key. Manual 2.1.
local t = {}
t[1.0], t[2^53] = "one", "big"
print(t[1], t[2^53 | 0], math.type(next({ [3.0] = true })))  --> one	big	integer
