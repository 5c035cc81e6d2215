-- Tables as keys are found by identity. Manual 2.1.
local a, b = {}, {}
local t = { [a] = "a", [b] = "b" }
print(t[a], t[b], t[{}])  --> a	b	nil
