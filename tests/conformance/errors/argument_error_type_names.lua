-- An argument error names the type it got. Manual 2.3.
print(pcall(math.floor, nil))  --> false	bad argument #1 to 'math.floor' (number expected, got nil)
print(pcall(math.floor))       --> false	bad argument #1 to 'math.floor' (number expected, got no value)
print(pcall(math.floor, "x"))  --> false	bad argument #1 to 'math.floor' (number expected, got string)
print(pcall(string.rep, print, 1))
--> false	bad argument #1 to 'string.rep' (string expected, got function)
