-- A number or text is checked before the modifiers of its directive. Manual 6.4.
print(pcall(string.format, "%+x", 1.5))   --> false	bad argument #2 to 'string.format' (number has no integer representation)
print(pcall(string.format, "%100d", {}))  --> false	bad argument #2 to 'string.format' (number expected, got table)
print(pcall(string.format, "%.123f", ""))  --> false	bad argument #2 to 'string.format' (number expected, got string)
print(pcall(string.format, "%05s", "\0"))  --> false	bad argument #2 to 'string.format' (string contains zeros)
print(pcall(string.format, "%05a", "x"))   --> false	bad argument #2 to 'string.format' (number expected, got string)
print(pcall(string.format, "%+c", "x"))    --> false	invalid conversion specification: '%+c'
print(pcall(string.format, "%+x", 1))      --> false	invalid conversion specification: '%+x'
