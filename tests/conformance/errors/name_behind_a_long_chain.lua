-- A call that fails behind a long chain of fields is named after the last one. Manual 3.3.6.
local t = {}
t.a = t
local f = load("local t = ... return t" .. (".a"):rep(50000) .. ".b()", "=chain")
print(pcall(f, t))  --> false	chain:1: attempt to call a nil value (field 'b')
