-- Captured variables survive the tail call that ends their function. Manual 3.4.10.
local get
local function last() return get() end
local function f() local x = "captured"; get = function() return x end; return last() end
print(f())  --> captured
