-- Both names are strings. Manual 6.3.
print(pcall(package.loadlib))
--> false	bad argument #1 to 'package.loadlib' (string expected, got no value)
print(pcall(package.loadlib, "x", {}))
--> false	bad argument #2 to 'package.loadlib' (string expected, got table)
print((package.loadlib("./no such library", "f")))  --> nil
