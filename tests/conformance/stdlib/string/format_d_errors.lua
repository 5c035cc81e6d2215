-- The directive d needs an integer value. Manual 6.4.
print(pcall(string.format, "%d", "x"))
--> false	bad argument #2 to 'string.format' (number expected, got string)
print(pcall(string.format, "%d"))  --> false	bad argument #2 to 'string.format' (no value)
string.format("%d", 1.5)           --! bad argument #2 to 'format' (number has no integer representation)
