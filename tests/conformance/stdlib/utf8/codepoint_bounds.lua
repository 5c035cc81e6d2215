-- A range must lie within the string. Manual 6.5.
print(pcall(utf8.codepoint, "abc", 4))  --> false	bad argument #3 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, "abc", 0))  --> false	bad argument #2 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, "abc", 1, 4))
--> false	bad argument #3 to 'utf8.codepoint' (out of bounds)
print(pcall(utf8.codepoint, "abc", -4))  --> false	bad argument #2 to 'utf8.codepoint' (out of bounds)
