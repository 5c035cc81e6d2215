-- Codes are integers from 0 to 2^31 - 1. Manual 6.5.
print(pcall(utf8.char, -1))              --> false	bad argument #1 to 'utf8.char' (value out of range)
print(pcall(utf8.char, 65, 0x80000000))  --> false	bad argument #2 to 'utf8.char' (value out of range)
print(pcall(utf8.char, 1.5))
--> false	bad argument #1 to 'utf8.char' (number has no integer representation)
print(pcall(utf8.char, "x"))  --> false	bad argument #1 to 'utf8.char' (number expected, got string)
