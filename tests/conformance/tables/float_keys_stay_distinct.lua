-- Floats without an integer value are keys of their own. Manual 2.1.
local t = { [1.5] = "a", [-1.5] = "b", [2^63] = "c", [1e300] = "d" }
print(t[1.5], t[-1.5], t[2^63], t[1e300], t[math.mininteger])  --> a	b	c	d	nil
