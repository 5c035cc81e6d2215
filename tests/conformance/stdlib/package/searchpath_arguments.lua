-- A name and a path are needed. Manual 6.3.
print(pcall(package.searchpath, "x"))
--> false	bad argument #2 to 'package.searchpath' (string expected, got no value)
print(pcall(package.searchpath, {}, "?"))
--> false	bad argument #1 to 'package.searchpath' (string expected, got table)
print(pcall(package.searchpath, "x", "?", {}))
--> false	bad argument #3 to 'package.searchpath' (string expected, got table)
