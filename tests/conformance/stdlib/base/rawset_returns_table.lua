-- The function rawset returns the table. Manual 6.1.
local t = {}
print(rawset(t, "k", "v") == t, t.k)  --> true	v
print(pcall(rawset, t, nil, 1))       --> false	table index is nil
