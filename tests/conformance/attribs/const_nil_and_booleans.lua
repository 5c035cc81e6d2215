-- Constants may be nil or booleans. Manual 3.3.7.
local n <const>, t <const>, f <const> = nil, true, false
print(n, t, f, n or "default", t and "yes", not f)  --> nil	true	false	default	yes	true
