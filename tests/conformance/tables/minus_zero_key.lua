-- Minus zero as a key is the integer zero. Manual 2.1.
local t = { [-0.0] = "zero" }
print(t[0], t[0.0], (next(t)))  --> zero	zero	0
