-- The chunk must be a string or a function. Manual 6.1.
print(pcall(load, {}))   --> false	bad argument #1 to 'load' (function expected, got table)
print(pcall(load, nil))  --> false	bad argument #1 to 'load' (function expected, got nil)
