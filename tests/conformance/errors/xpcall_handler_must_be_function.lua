-- The handler must be a function. Manual 6.1.
print(pcall(xpcall, print))       --> false	bad argument #2 to 'xpcall' (function expected, got no value)
print(pcall(xpcall, print, nil))  --> false	bad argument #2 to 'xpcall' (function expected, got nil)
