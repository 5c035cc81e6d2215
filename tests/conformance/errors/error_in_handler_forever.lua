-- A handler that always fails still ends in a caught error. Manual 2.3.
local ok = xpcall(error, function() error("again") end, "first")
print(ok)  --> false
