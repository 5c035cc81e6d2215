-- Chunk, name and mode are checked. Manual 6.1.
print(pcall(load))                --> false	bad argument #1 to 'load' (function expected, got no value)
print(pcall(load, nil))           --> false	bad argument #1 to 'load' (function expected, got nil)
print(pcall(load, "x", {}))       --> false	bad argument #2 to 'load' (string expected, got table)
print(pcall(load, "x", "x", {}))  --> false	bad argument #3 to 'load' (string expected, got table)
