-- Every directive needs an argument. Manual 6.4.
print(pcall(string.format, "%d %d", 1))  --> false	bad argument #3 to 'string.format' (no value)
string.format("%s")                      --! bad argument #2 to 'format' (no value)
