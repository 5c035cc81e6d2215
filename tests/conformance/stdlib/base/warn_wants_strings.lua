-- Pieces of a warning are strings, or numbers as text. Manual 6.1.
print(pcall(warn))  --> false	bad argument #1 to 'warn' (string expected, got no value)
print(pcall(warn, 1, {}))  --> false	bad argument #2 to 'warn' (string expected, got table)
print(pcall(warn, nil))  --> false	bad argument #1 to 'warn' (string expected, got nil)
print(select("#", warn("dropped", 2, "pieces")))  --> 0
